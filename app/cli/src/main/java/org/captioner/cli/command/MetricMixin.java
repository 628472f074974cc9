package org.captioner.cli.command;

import org.captioner.dataset.InputException;
import org.captioner.dataset.Split;
import org.captioner.dataset.text.CaptionTokenizer;
import org.captioner.eval.DocumentFrequencies;
import org.captioner.eval.Metric;
import org.captioner.eval.MetricContext;
import org.captioner.eval.MetricEntry;
import org.captioner.eval.registry.MetricRegistry;
import org.captioner.pipeline.evaluation.CaptionSources;
import org.jspecify.annotations.Nullable;

import picocli.CommandLine.Option;

import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** The options for the metrics to score by, and for what these count with. */
@OptionSection(OptionSection.SCORES)
final class MetricMixin {
    @OptionSection(OptionSection.USUAL)
    @Option(
            names = {"-m", "--metrics"},
            split = ",",
            paramLabel = "NAME",
            completionCandidates = MetricIds.class,
            description =
                    "Of ${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}); spice needs"
                            + " './captioner fetch spice' once.")
    private List<String> metrics = MetricRegistry.usual().stream().map(MetricEntry::id).toList();

    @Option(
            names = "--paraphrases",
            paramLabel = "FILE",
            description = "METEOR's paraphrase table, plain or gzipped.")
    private @Nullable Path paraphrases;

    @Option(
            names = "--frequencies",
            paramLabel = "PATH",
            description = "Captions to count CIDEr's document frequencies over.")
    private @Nullable Path frequencies;

    /**
     * The metrics asked for.
     *
     * @param sources read the captions of {@code --frequencies}
     * @throws InputException if a name is unknown, a file cannot be used, or none of the metrics
     *     counts with it
     */
    List<Metric> chosen(CaptionSources sources) {
        if (frequencies != null) {
            requireUse("--frequencies", MetricContext.Extra.FREQUENCIES);
        }
        if (paraphrases != null) {
            requireUse("--paraphrases", MetricContext.Extra.PARAPHRASES);
        }
        Optional<DocumentFrequencies> counted =
                Optional.ofNullable(frequencies).map(path -> count(path, sources));
        return MetricRegistry.named(
                metrics,
                new MetricContext(counted, Optional.ofNullable(paraphrases), Optional.empty()));
    }

    private void requireUse(String option, MetricContext.Extra extra) {
        if (metrics.stream().noneMatch(name -> MetricRegistry.find(name).takes().contains(extra))) {
            throw new InputException(
                    option
                            + " has no effect on "
                            + String.join(", ", metrics)
                            + "; leave it out, or add to --metrics "
                            + MetricRegistry.all().stream()
                                    .filter(entry -> entry.takes().contains(extra))
                                    .map(MetricEntry::id)
                                    .collect(Collectors.joining(" or ")));
        }
    }

    /** Refuses at once if captions that were never scored need what was not fetched. */
    void check() {
        metrics.forEach(
                name -> MetricRegistry.find(name).factory().check(MetricContext.standard()));
    }

    /** What completion offers. */
    static final class MetricIds implements Iterable<String> {
        @Override
        public Iterator<String> iterator() {
            return MetricRegistry.ids().iterator();
        }
    }

    private static DocumentFrequencies count(Path path, CaptionSources sources) {
        CaptionTokenizer tokenizer = new CaptionTokenizer();
        return DocumentFrequencies.count(
                path.getFileName().toString(),
                sources.split(path, Split.TRAIN).captions().values().stream()
                        .map(texts -> texts.stream().map(tokenizer::tokenize).toList())
                        .toList());
    }
}

package org.captioner.cli.command;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.captioner.dataset.InputException;
import org.captioner.dataset.Split;
import org.captioner.dataset.text.CaptionTokenizer;
import org.captioner.eval.DocumentFrequencies;
import org.captioner.eval.Metric;
import org.captioner.eval.spice.Spice;
import org.captioner.eval.spice.SpiceOptions;
import org.captioner.pipeline.evaluation.CaptionSources;
import org.captioner.pipeline.evaluation.MetricChoice;
import picocli.CommandLine.Option;

/** The options that say which metrics to score by, and what these count with. */
final class MetricMixin {
    @Option(
            names = {"-m", "--metrics"},
            split = ",",
            paramLabel = "NAME",
            defaultValue = "bleu,meteor,rouge-l,cider",
            description =
                    "Of bleu, meteor, rouge-l, cider, cider-plain, spice (default:"
                            + " ${DEFAULT-VALUE}); spice needs './captioner fetch spice' once.")
    private List<String> metrics;

    @Option(
            names = "--paraphrases",
            paramLabel = "FILE",
            description = "METEOR's paraphrase table, plain or gzipped.")
    private Path paraphrases;

    @Option(
            names = "--frequencies",
            paramLabel = "PATH",
            description = "Captions to count CIDEr's document frequencies over.")
    private Path frequencies;

    /**
     * The metrics asked for.
     *
     * @param sources read the captions of {@code --frequencies}
     */
    List<Metric> chosen(CaptionSources sources) {
        Optional<DocumentFrequencies> counted =
                Optional.ofNullable(frequencies).map(path -> count(path, sources));
        return new MetricChoice(Optional.ofNullable(paraphrases), counted).metrics(metrics);
    }

    /**
     * Says so at once if captions that were never parsed are to be scored by SPICE, and its parser
     * was not fetched.
     */
    void requireParser() {
        SpiceOptions options = SpiceOptions.defaults();
        boolean spice = metrics.stream().anyMatch(name -> name.strip().equalsIgnoreCase("spice"));
        if (spice && !Spice.isAvailable(options)) {
            throw new InputException(
                    "spice needs its parser for new captions, and "
                            + options.parserFolder()
                            + " lacks it; run './captioner fetch spice' first, or leave spice out"
                            + " of --metrics");
        }
    }

    private static DocumentFrequencies count(Path path, CaptionSources sources) {
        CaptionTokenizer tokenizer = new CaptionTokenizer();
        return DocumentFrequencies.of(
                path.getFileName().toString(),
                sources.split(path, Split.TRAIN).values().stream()
                        .map(texts -> texts.stream().map(tokenizer::tokenize).toList())
                        .toList());
    }
}

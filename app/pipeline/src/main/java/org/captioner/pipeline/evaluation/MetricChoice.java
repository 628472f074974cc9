package org.captioner.pipeline.evaluation;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.captioner.dataset.InputException;
import org.captioner.eval.Bleu;
import org.captioner.eval.Cider;
import org.captioner.eval.CiderPlain;
import org.captioner.eval.DocumentFrequencies;
import org.captioner.eval.Metric;
import org.captioner.eval.RougeL;
import org.captioner.eval.meteor.Meteor;
import org.captioner.eval.meteor.ParaphraseTable;
import org.captioner.eval.spice.Spice;
import org.captioner.eval.spice.SpiceOptions;

/**
 * Metrics by the names that {@code --metrics} takes.
 *
 * @param paraphrases METEOR's table; empty for METEOR without paraphrases
 * @param frequencies CIDEr's, counted beforehand; empty to count over the references
 */
public record MetricChoice(Optional<Path> paraphrases, Optional<DocumentFrequencies> frequencies) {
    /** The names, in the order of the usual table. */
    public static final List<String> NAMES =
            List.of("bleu", "meteor", "rouge-l", "cider", "cider-plain", "spice");

    /** What is scored where nothing else is asked for; SPICE needs a parser that is fetched. */
    public static final List<String> USUAL = List.of("bleu", "meteor", "rouge-l", "cider");

    /** METEOR without paraphrases, CIDEr with frequencies of the references. */
    public static MetricChoice standard() {
        return new MetricChoice(Optional.empty(), Optional.empty());
    }

    /**
     * The metrics of a list of names, each once.
     *
     * @throws InputException if a name is unknown; the message lists the known ones
     */
    public List<Metric> metrics(List<String> names) {
        List<Metric> metrics = new ArrayList<>();
        for (String name : new LinkedHashSet<>(names)) {
            metrics.add(metric(name.strip().toLowerCase(Locale.ROOT)));
        }
        return metrics;
    }

    private Metric metric(String name) {
        return switch (name) {
            case "bleu" -> new Bleu();
            case "meteor" ->
                    paraphrases
                            .map(file -> new Meteor(ParaphraseTable.load(file)))
                            .orElseGet(Meteor::new);
            case "rouge-l", "rouge" -> new RougeL();
            case "cider" -> frequencies.map(Cider::new).orElseGet(Cider::new);
            case "cider-plain" -> frequencies.map(CiderPlain::new).orElseGet(CiderPlain::new);
            case "spice" -> new Spice(SpiceOptions.defaults());
            default ->
                    throw new InputException(
                            "unknown metric '" + name + "'; use " + String.join(", ", NAMES));
        };
    }
}

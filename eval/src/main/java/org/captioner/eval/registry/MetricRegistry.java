package org.captioner.eval.registry;

import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.captioner.dataset.InputException;
import org.captioner.dataset.NearestNames;
import org.captioner.eval.Bleu;
import org.captioner.eval.Cider;
import org.captioner.eval.CiderPlain;
import org.captioner.eval.Metric;
import org.captioner.eval.MetricContext;
import org.captioner.eval.MetricEntry;
import org.captioner.eval.RougeL;
import org.captioner.eval.meteor.Meteor;
import org.captioner.eval.spice.Spice;

/**
 * All metrics. A new one describes itself in an {@link MetricEntry} and gets a line in {@link
 * #all()}; nothing else lists metrics.
 *
 * <pre>{@code
 * List<Metric> metrics =
 *         MetricRegistry.named(List.of("BLEU", "CIDEr-D"), MetricContext.standard());
 * }</pre>
 *
 * <p>Names are compared without case and punctuation: {@code Bleu_4}, {@code BLEU4} and {@code
 * bleu-4} are one score.
 */
public final class MetricRegistry {
    private static final List<MetricEntry> ALL =
            List.of(
                    Bleu.ENTRY,
                    Meteor.ENTRY,
                    RougeL.ENTRY,
                    Cider.ENTRY,
                    CiderPlain.ENTRY,
                    Spice.ENTRY);

    /** What is scored where nothing is asked for; it needs nothing that must be fetched. */
    private static final List<MetricEntry> USUAL =
            List.of(Bleu.ENTRY, Meteor.ENTRY, RougeL.ENTRY, Cider.ENTRY);

    private MetricRegistry() {}

    /** Every metric, in the order of the usual table. */
    public static List<MetricEntry> all() {
        return ALL;
    }

    /** The metrics that are scored where none are named. */
    public static List<MetricEntry> usual() {
        return USUAL;
    }

    /** The ids of every metric, as help lists them. */
    public static List<String> ids() {
        return ALL.stream().map(MetricEntry::id).toList();
    }

    /**
     * The metric of a name; the name of one of its scores will do.
     *
     * @throws InputException if the name is unknown; the message lists the known ones
     */
    public static MetricEntry find(String name) {
        String wanted = plain(name);
        return ALL.stream()
                .filter(entry -> names(entry).anyMatch(each -> plain(each).equals(wanted)))
                .findFirst()
                .orElseThrow(
                        () ->
                                new InputException(
                                        "unknown metric '"
                                                + name.strip()
                                                + "'; use "
                                                + String.join(", ", ids())
                                                + NearestNames.suggestion(name.strip(), ids())));
    }

    /**
     * The id of one score by any spelling of its name; that of a metric with one main score will
     * do.
     *
     * @throws InputException if there is no such score, or the metric has several
     */
    public static String scoreId(String name) {
        String wanted = plain(name);
        for (MetricEntry entry : ALL) {
            for (String score : entry.scores()) {
                if (plain(score).equals(wanted)) {
                    return score;
                }
            }
        }
        Optional<MetricEntry> metric =
                ALL.stream()
                        .filter(entry -> names(entry).anyMatch(each -> plain(each).equals(wanted)))
                        .findFirst();
        if (metric.isPresent() && metric.get().scores().size() == 1) {
            return metric.get().scores().get(0);
        }
        throw new InputException(
                metric.map(entry -> "'" + name.strip() + "' has several scores; name one of ")
                                .orElse("unknown score '" + name.strip() + "'; use ")
                        + metric.map(MetricEntry::scores).orElseGet(MetricRegistry::scores).stream()
                                .collect(Collectors.joining(", "))
                        + (metric.isPresent() ? "" : NearestNames.suggestion(name, scores())));
    }

    /** The entry that yields a score. */
    static MetricEntry ofScore(String scoreId) {
        return ALL.stream()
                .filter(entry -> entry.scores().contains(scoreId))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no metric yields " + scoreId));
    }

    /**
     * The metrics of a list of names, each once, in the order of the list.
     *
     * @throws InputException if a name is unknown, or a file of the context is unusable
     */
    public static List<Metric> named(List<String> names, MetricContext context) {
        Set<MetricEntry> chosen = new LinkedHashSet<>();
        names.forEach(name -> chosen.add(find(name)));
        return create(chosen, context);
    }

    /**
     * The metrics of some entries.
     *
     * @throws InputException if a file of the context is unusable
     */
    public static List<Metric> create(Collection<MetricEntry> entries, MetricContext context) {
        return entries.stream().map(entry -> entry.factory().create(context)).toList();
    }

    /**
     * By what tables multiply a score; 100 for one that no entry names, such as that of a caller's
     * own metric.
     *
     * @param scoreName as results give it
     */
    public static double displayScale(String scoreName) {
        String id = MetricEntry.scoreId(scoreName);
        return ALL.stream()
                .filter(entry -> entry.scores().contains(id))
                .mapToDouble(MetricEntry::displayScale)
                .findFirst()
                .orElse(MetricEntry.PERCENT);
    }

    private static List<String> scores() {
        return ALL.stream().flatMap(entry -> entry.scores().stream()).toList();
    }

    private static Stream<String> names(MetricEntry entry) {
        return Stream.of(List.of(entry.id()), entry.scores(), entry.otherNames())
                .flatMap(List::stream);
    }

    /** Letters and digits in lower case: what all spellings of a name share. */
    private static String plain(String name) {
        return MetricEntry.scoreId(name.strip()).replaceAll("[^a-z0-9]", "");
    }
}

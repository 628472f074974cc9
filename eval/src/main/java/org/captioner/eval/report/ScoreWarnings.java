package org.captioner.eval.report;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.captioner.eval.EvaluationItem;
import org.captioner.eval.Metric;

/** Notices what is allowed but makes scores mislead. */
final class ScoreWarnings {
    private static final int NAMED_IDS = 5;
    private static final double MANY = 0.2;
    private static final Pattern TOKENISED =
            Pattern.compile(" [.,!?;]( |$)| n't\\b| '(s|re|ve|ll|d|m)\\b|-lrb-");
    private static final Pattern ESCAPED =
            Pattern.compile("-[lr][rcs]b-|``", Pattern.CASE_INSENSITIVE);
    private static final double MANY_ESCAPED = 0.005;
    private static final Pattern MARKER = Pattern.compile("<(unk|pad|start|end|s|/s|bos|eos)>");

    private ScoreWarnings() {}

    static List<String> in(
            Map<String, Map<String, String>> systems,
            Map<String, List<String>> references,
            Map<String, List<EvaluationItem>> items,
            List<Metric> metrics) {
        List<String> warnings = new ArrayList<>();
        references(references, warnings);
        List<EvaluationItem> any = items.values().iterator().next();
        metrics.forEach(metric -> warnings.addAll(metric.cautions(any)));
        systems.forEach(
                (name, captions) -> system(name, captions, items.get(name), references, warnings));
        return warnings;
    }

    private static void references(Map<String, List<String>> references, List<String> warnings) {
        long single = references.values().stream().filter(texts -> texts.size() == 1).count();
        if (single > 0) {
            warnings.add(
                    single
                            + " of "
                            + references.size()
                            + " images have one reference only; published scores use five, and"
                            + " fewer give lower BLEU and METEOR");
        }
        if (share(texts(references), ESCAPED.asPredicate()) > MANY_ESCAPED) {
            warnings.add(
                    "references look tokenised already (-lrb-, ``); they are tokenised again, so"
                            + " give the original text where you have it");
        }
    }

    private static List<String> texts(Map<String, List<String>> references) {
        return references.values().stream().flatMap(List::stream).toList();
    }

    private static void system(
            String name,
            Map<String, String> captions,
            List<EvaluationItem> items,
            Map<String, List<String>> references,
            List<String> warnings) {
        List<String> empty =
                items.stream()
                        .filter(item -> item.hypothesis().isEmpty())
                        .map(EvaluationItem::imageId)
                        .toList();
        if (!empty.isEmpty()) {
            warnings.add(
                    name
                            + ": "
                            + empty.size()
                            + " captions are empty and score 0: "
                            + empty.stream().limit(NAMED_IDS).collect(Collectors.joining(", "))
                            + (empty.size() > NAMED_IDS ? ", ..." : ""));
        }
        // Flickr8k's own captions end in " .", so the sign counts only where references lack it.
        if (share(captions.values(), TOKENISED.asPredicate()) > MANY
                && share(texts(references), TOKENISED.asPredicate()) < MANY) {
            warnings.add(
                    name
                            + ": captions look tokenised already (\"a dog .\") and references do"
                            + " not; both are tokenised here, so give plain sentences");
        }
        long marked = captions.values().stream().filter(MARKER.asPredicate()).count();
        if (marked > 0) {
            warnings.add(
                    name
                            + ": "
                            + marked
                            + " captions contain markers such as <unk>; they count as words");
        }
        if (captions.size() > 1 && captions.values().stream().distinct().count() == 1) {
            warnings.add(
                    name
                            + ": every image has the same caption; the usual cause is another"
                            + " preprocessing than in training");
        }
    }

    private static double share(Collection<String> texts, Predicate<String> predicate) {
        long hits = texts.stream().filter(predicate).count();
        return texts.isEmpty() ? 0 : (double) hits / texts.size();
    }
}

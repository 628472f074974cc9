package org.captioner.eval.report;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.captioner.dataset.Excerpt;
import org.captioner.eval.EvaluationItem;

/** Notices what is allowed in a system's captions but makes its scores mislead. */
final class ScoreWarnings {
    private static final double MANY = 0.2;
    private static final int ENOUGH = 10;
    private static final Pattern TOKENISED =
            Pattern.compile(" [.,!?;]( |$)| n't\\b| '(s|re|ve|ll|d|m)\\b|-lrb-");
    private static final Pattern MARKER = Pattern.compile("<(unk|pad|start|end|s|/s|bos|eos)>");

    private ScoreWarnings() {}

    /**
     * One sentence for each.
     *
     * @param name of the system
     * @param captions raw text by image id
     * @param items the same, tokenised, beside the references
     * @param references raw text by image id
     */
    static List<String> in(
            String name,
            Map<String, String> captions,
            List<EvaluationItem> items,
            Map<String, List<String>> references) {
        List<String> warnings = new ArrayList<>();
        empty(items, warnings);
        // Flickr8k's own captions end in " .", so the sign counts only where references lack it.
        List<String> texts = references.values().stream().flatMap(List::stream).toList();
        if (Texts.share(captions.values(), TOKENISED.asPredicate()) > MANY
                && Texts.share(texts, TOKENISED.asPredicate()) < MANY) {
            warnings.add(
                    "captions look tokenised already (\"a dog .\") and references do not; both are"
                            + " tokenised here, so give plain sentences");
        }
        long marked = captions.values().stream().filter(MARKER.asPredicate()).count();
        if (marked > 0) {
            warnings.add(marked + " captions contain markers such as <unk>; they count as words");
        }
        Texts.placeholders(captions.values())
                .ifPresent(
                        words ->
                                warnings.add(
                                        "captions hold "
                                                + words
                                                + ", which programs write for a missing one"));
        Texts.languages("captions", captions.values(), warnings);
        repeated(captions, warnings);
        String shown = Excerpt.printable(name);
        return warnings.stream().map(warning -> shown + ": " + warning).toList();
    }

    private static void empty(List<EvaluationItem> items, List<String> warnings) {
        List<String> empty =
                items.stream()
                        .filter(item -> item.hypothesis().isEmpty())
                        .map(EvaluationItem::imageId)
                        .toList();
        if (!empty.isEmpty()) {
            warnings.add(empty.size() + " captions are empty and score 0: " + Texts.named(empty));
        }
    }

    private static void repeated(Map<String, String> captions, List<String> warnings) {
        Map<String, Integer> counts = new HashMap<>();
        captions.values().forEach(text -> counts.merge(text, 1, Integer::sum));
        if (captions.size() > 1 && counts.size() == 1) {
            warnings.add(
                    "every image has the same caption; the usual cause is another preprocessing"
                            + " than in training");
            return;
        }
        Map.Entry<String, Integer> most =
                Collections.max(
                        counts.entrySet(),
                        Map.Entry.<String, Integer>comparingByValue()
                                .thenComparing(Map.Entry.comparingByKey()));
        if (captions.size() >= ENOUGH && most.getValue() > MANY * captions.size()) {
            warnings.add(
                    most.getValue()
                            + " of "
                            + captions.size()
                            + " images have the same caption, '"
                            + Excerpt.of(most.getKey())
                            + "'; the model hardly sees the photos");
        }
    }
}

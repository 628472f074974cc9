package org.captioner.eval.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.captioner.eval.EvaluationItem;

/** Notices what is allowed in references but makes scores mislead. */
final class ReferenceWarnings {
    private static final Pattern ESCAPED =
            Pattern.compile("-[lr][rcs]b-|``", Pattern.CASE_INSENSITIVE);
    private static final double MANY_ESCAPED = 0.005;

    private ReferenceWarnings() {}

    /**
     * One sentence for each.
     *
     * @param references raw text by image id
     * @param items the same, tokenised
     */
    static List<String> in(Map<String, List<String>> references, List<EvaluationItem> items) {
        List<String> warnings = new ArrayList<>();
        number(references, warnings);
        empty(items, warnings);
        List<String> texts = references.values().stream().flatMap(List::stream).toList();
        if (Texts.share(texts, ESCAPED.asPredicate()) > MANY_ESCAPED) {
            warnings.add(
                    "references look tokenised already (-lrb-, ``); they are tokenised again, so"
                            + " give the original text where you have it");
        }
        Texts.placeholders(texts)
                .ifPresent(
                        words ->
                                warnings.add(
                                        "references hold "
                                                + words
                                                + ", which programs write for a missing caption;"
                                                + " leave them out"));
        Texts.languages("references", texts, warnings);
        return warnings;
    }

    private static void number(Map<String, List<String>> references, List<String> warnings) {
        int fewest = references.values().stream().mapToInt(List::size).min().orElse(0);
        int most = references.values().stream().mapToInt(List::size).max().orElse(0);
        long single = references.values().stream().filter(texts -> texts.size() == 1).count();
        if (single > 0) {
            warnings.add(
                    single
                            + " of "
                            + references.size()
                            + " images have one reference only; published scores use five, and"
                            + " fewer give lower BLEU and METEOR");
        }
        if (fewest != most) {
            warnings.add(
                    "images have "
                            + fewest
                            + " to "
                            + most
                            + " references; those with more score higher");
        }
    }

    private static void empty(List<EvaluationItem> items, List<String> warnings) {
        List<String> some = new ArrayList<>();
        List<String> only = new ArrayList<>();
        for (EvaluationItem item : items) {
            if (item.references().stream().allMatch(List::isEmpty)) {
                only.add(item.imageId());
            } else if (item.references().stream().anyMatch(List::isEmpty)) {
                some.add(item.imageId());
            }
        }
        if (!some.isEmpty()) {
            warnings.add(
                    "a reference without words counts as a reference and lowers scores; "
                            + some.size()
                            + (some.size() == 1 ? " image has" : " images have")
                            + " one: "
                            + Texts.named(some));
        }
        if (!only.isEmpty()) {
            warnings.add(
                    "no reference of "
                            + only.size()
                            + (only.size() == 1 ? " image" : " images")
                            + " has a word, so no caption of them can score: "
                            + Texts.named(only)
                            + "; leave them out of both files");
        }
    }
}

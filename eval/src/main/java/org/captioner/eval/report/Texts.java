package org.captioner.eval.report;

import java.lang.Character.UnicodeScript;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.captioner.dataset.Excerpt;

/** What both kinds of warnings ask of raw captions. */
final class Texts {
    private static final int NAMED_IDS = 5;
    private static final double MANY = 0.2;
    private static final double MOST = 0.5;
    private static final int ENOUGH = 20;
    private static final int SENTENCE = 4;

    /** What programs write for a missing value. */
    private static final Set<String> PLACEHOLDERS = Set.of("nan", "null", "none", "n/a");

    /** The words without which hardly an English caption does. */
    private static final Set<String> ENGLISH =
            Set.of(
                    "a", "an", "the", "of", "in", "on", "is", "are", "with", "and", "to", "at",
                    "by");

    /** Scripts that put no blanks between words, which the tokenizer goes by. */
    private static final Set<UnicodeScript> WITHOUT_BLANKS =
            EnumSet.of(
                    UnicodeScript.HAN,
                    UnicodeScript.HIRAGANA,
                    UnicodeScript.KATAKANA,
                    UnicodeScript.THAI,
                    UnicodeScript.LAO,
                    UnicodeScript.KHMER,
                    UnicodeScript.MYANMAR);

    private Texts() {}

    static double share(Collection<String> texts, Predicate<String> predicate) {
        long hits = texts.stream().filter(predicate).count();
        return texts.isEmpty() ? 0 : (double) hits / texts.size();
    }

    /** Some ids, printable. */
    static String named(List<String> ids) {
        return ids.stream().limit(NAMED_IDS).map(Excerpt::of).collect(Collectors.joining(", "))
                + (ids.size() > NAMED_IDS ? ", ..." : "");
    }

    /** The placeholders among captions, with their number; empty if there are none. */
    static Optional<String> placeholders(Collection<String> texts) {
        List<String> found =
                texts.stream().map(String::strip).filter(Texts::isPlaceholder).toList();
        return found.isEmpty()
                ? Optional.empty()
                : Optional.of(
                        new TreeSet<>(found)
                                        .stream()
                                                .map(word -> "'" + word + "'")
                                                .collect(Collectors.joining(", "))
                                + (found.size() == 1 ? " once" : " " + found.size() + " times"));
    }

    /** Warns of texts that the tokenizer and the metrics for English cannot treat well. */
    static void languages(String what, Collection<String> texts, List<String> warnings) {
        if (share(texts, Texts::lacksBlanks) > MANY) {
            warnings.add(
                    what
                            + " are in a script that puts no blanks between words; the tokenizer"
                            + " takes each run of letters for one word, so separate words by blanks"
                            + " first");
            return;
        }
        List<String> sentences =
                texts.stream()
                        .filter(text -> text.strip().split("\\s+", -1).length >= SENTENCE)
                        .toList();
        if (sentences.size() >= ENOUGH && share(sentences, Texts::isForeign) > MOST) {
            warnings.add(
                    what
                            + " do not look English; METEOR and SPICE are for English only, and"
                            + " scores compare within one language");
        }
    }

    private static boolean isPlaceholder(String text) {
        return PLACEHOLDERS.contains(text.toLowerCase(Locale.ROOT));
    }

    private static boolean lacksBlanks(String text) {
        return text.codePoints().anyMatch(c -> WITHOUT_BLANKS.contains(UnicodeScript.of(c)));
    }

    private static boolean isForeign(String text) {
        for (String word : text.toLowerCase(Locale.ROOT).strip().split("\\s+", -1)) {
            if (ENGLISH.contains(word)) {
                return false;
            }
        }
        return true;
    }
}

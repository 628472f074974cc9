package org.captioner.dataset.text;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * Writes generated words as a person would: a capital, a full stop, no blank before punctuation,
 * {@code men 's} as <i>men's</i>, {@code do n't} as <i>don't</i>, {@code a orange coat} as <i>an
 * orange coat</i> ({@link IndefiniteArticle}). The counterpart of {@link CaptionTokenizer}:
 * tokenizing the sentence gives the words back, but for a wrong article and for a last word that
 * reads as an abbreviation with the full stop ({@code a}, {@code jan}). Instances hold no state.
 *
 * <pre>{@code
 * new SentenceFormatter().format(List.of("two", "men", "'s", "dogs", "do", "n't", "run"));
 * // Two men's dogs don't run.
 * }</pre>
 */
public final class SentenceFormatter {
    /** Treebank names of marks. */
    private static final Map<String, String> WRITTEN =
            Map.ofEntries(
                    Map.entry("-lrb-", "("),
                    Map.entry("-rrb-", ")"),
                    Map.entry("-lsb-", "["),
                    Map.entry("-rsb-", "]"),
                    Map.entry("-lcb-", "{"),
                    Map.entry("-rcb-", "}"),
                    Map.entry("``", "\""),
                    Map.entry("''", "\""),
                    Map.entry("`", "'"),
                    Map.entry("--", "\u2013"),
                    Map.entry("i", "I"));

    /** Words without a blank before them. */
    private static final Set<String> CLOSING =
            Set.of(
                    "'s", "'m", "'d", "'re", "'ve", "'ll", "n't", "'", "''", ".", ",", ";", ":",
                    "!", "?", "...", "%", "-", "-rrb-", "-rsb-", "-rcb-");

    /** Words without a blank after them. */
    private static final Set<String> OPENING =
            Set.of("``", "`", "$", "#", "-", "'t", "y'", "-lrb-", "-lsb-", "-lcb-");

    /** Two words that are written as one. */
    private static final Set<String> ONE_WORD =
            Set.of("can not", "gon na", "got ta", "wan na", "lem me", "gim me");

    private static final String SENTENCE_ENDS = ".!?";
    private static final String QUOTES_AND_BRACKETS = "\"')]}";

    /**
     * The sentence of some words; the empty text for no words.
     *
     * @param words tokens as {@link CaptionTokenizer} makes them, with or without punctuation
     */
    public String format(List<String> words) {
        StringBuilder sentence = new StringBuilder();
        String previous = "";
        for (String word : IndefiniteArticle.corrected(words)) {
            if (!previous.isEmpty() && !attached(previous, word)) {
                sentence.append(' ');
            }
            sentence.append(written(previous, word));
            previous = word;
        }
        capitalize(sentence);
        endWithFullStop(sentence);
        return sentence.toString();
    }

    private static boolean attached(String previous, String word) {
        return CLOSING.contains(word)
                || OPENING.contains(previous)
                || ONE_WORD.contains(previous + " " + word);
    }

    private static String written(String previous, String word) {
        if (word.equals("'s") && isPlural(previous)) {
            return "'";
        }
        return WRITTEN.getOrDefault(word, word);
    }

    // "dogs 's" is a slip for "dogs'", while "boss 's" and "bus 's" are right.
    private static boolean isPlural(String word) {
        int length = word.length();
        return length > 3 && word.endsWith("s") && "sui'".indexOf(word.charAt(length - 2)) < 0;
    }

    private static void capitalize(StringBuilder sentence) {
        for (int i = 0; i < sentence.length(); i++) {
            if (Character.isLetterOrDigit(sentence.charAt(i))) {
                String first = sentence.substring(i, i + 1);
                sentence.replace(i, i + 1, first.toUpperCase(Locale.ROOT));
                return;
            }
        }
    }

    private static void endWithFullStop(StringBuilder sentence) {
        int end = sentence.length() - 1;
        while (end > 0 && QUOTES_AND_BRACKETS.indexOf(sentence.charAt(end)) >= 0) {
            end--;
        }
        if (end >= 0 && SENTENCE_ENDS.indexOf(sentence.charAt(end)) < 0) {
            sentence.append('.');
        }
    }
}

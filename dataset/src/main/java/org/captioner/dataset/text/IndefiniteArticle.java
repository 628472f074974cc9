package org.captioner.dataset.text;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Which of <i>a</i> and <i>an</i> a word takes: <i>an orange</i>, <i>a unicycle</i>, <i>an
 * hour</i>.
 *
 * <p>The sound decides and only the spelling is known, so exceptions are told by their beginnings.
 * Words that leave a doubt take either: abbreviations ({@code suv}, {@code tv}), single letters,
 * numbers, and words that follow a slip rather than an article ({@code a of}).
 */
public final class IndefiniteArticle {
    private static final Pattern WORD = Pattern.compile("[a-z]{2,}(-[a-z]+)*");
    private static final Pattern VOWEL = Pattern.compile("[aeiouy]");

    /** A vowel in writing that sounds as in <i>you</i> or <i>won</i>. */
    private static final Pattern SPOKEN_CONSONANT =
            Pattern.compile(
                    "(eu|ewe|one($|-|s)|once|ufo|uku|uni(?![dmn])|ura|uru|usa|use|usi|usu|ute|uti)"
                            + ".*");

    private static final Pattern SILENT_H = Pattern.compile("(heir|honest|honou?r|hour).*");

    private static final Set<String> IN_DOUBT =
            Set.of(
                    "an", "and", "are", "as", "at", "if", "in", "into", "is", "it", "its", "of",
                    "off", "on", "onto", "or", "our", "out", "over", "suv", "up", "us", "under");

    private IndefiniteArticle() {}

    /**
     * Whether the article before a word is certainly the other one.
     *
     * @param article any word; only {@code a} and {@code an} can be wrong
     * @param next the word behind it, in lower case
     */
    public static boolean isWrong(String article, String next) {
        return (article.equals("a") || article.equals("an"))
                && isSure(next)
                && article.equals("an") != takesAn(next);
    }

    /** The same words with every wrong article replaced by the other. */
    public static List<String> corrected(List<String> words) {
        List<String> corrected = new ArrayList<>(words);
        for (int i = 0; i + 1 < words.size(); i++) {
            if (isWrong(words.get(i), words.get(i + 1))) {
                corrected.set(i, words.get(i).equals("a") ? "an" : "a");
            }
        }
        return corrected;
    }

    private static boolean isSure(String word) {
        return WORD.matcher(word).matches()
                && VOWEL.matcher(word).find()
                && !IN_DOUBT.contains(word);
    }

    private static boolean takesAn(String word) {
        return "aeiou".indexOf(word.charAt(0)) >= 0
                ? !SPOKEN_CONSONANT.matcher(word).matches()
                : SILENT_H.matcher(word).matches();
    }
}

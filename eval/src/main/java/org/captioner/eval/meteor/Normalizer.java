package org.captioner.eval.meteor;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.IntPredicate;
import java.util.regex.Pattern;

/**
 * METEOR's own tokenisation, which runs on the tokens of the caption tokenizer: it splits words at
 * hyphens, moves apostrophes ({@code 's} becomes {@code ' s}, {@code n't} becomes {@code n 't}) and
 * sets symbols apart. Published scores contain it.
 */
final class Normalizer {
    private static final String LETTER =
            "a-zA-Z\u00C0-\u00D6\u00D8-\u00F6\u00F8-\u017F\u0400-\u04FF";
    private static final String SPACE = "\\s\\p{Z}";

    private record Replacement(Pattern pattern, String by) {}

    // In this order; each looks at the line that the one before it left.
    private static final List<Replacement> REPLACEMENTS =
            List.of(
                    replacement("[^" + LETTER + "0-9" + SPACE + ".'`,\\-\u2018\u2019]", " $0 "),
                    replacement("\\.{2,}", " $0 "),
                    replacement("(?<![0-9]),|,(?![0-9])", " , "),
                    replacement("[`\u2018\u2019]", "'"),
                    replacement("[\u201C\u201D]|''", " \" "),
                    replacement("\u2013|--", "-"),
                    replacement("([" + LETTER + "0-9.])-([" + LETTER + "0-9])", "$1 $2"),
                    replacement("([^" + LETTER + "])'([^" + LETTER + "])", "$1 ' $2"),
                    replacement("([^" + LETTER + "0-9])'([" + LETTER + "])", "$1 ' $2"),
                    replacement("([" + LETTER + "])'([^" + LETTER + "])", "$1 ' $2"),
                    replacement("([" + LETTER + "])'([" + LETTER + "])", "$1 '$2"),
                    replacement("([0-9])'(s)", "$1 '$2"));

    private static final Pattern SPACES = Pattern.compile("[" + SPACE + "]+");
    private static final Pattern LETTERS = Pattern.compile("[" + LETTER + "]");

    // Abbreviations whose dot belongs to them wherever they stand: titles, initials and the few
    // that are written in lower case, as captions are.
    private static final Set<String> KEPT_BEFORE_ANYTHING =
            Set.of(
                    """
                    v vs rev
                    A B C D E F G H I J K L M N O P Q R S T U V W X Y Z
                    Mr Mrs Ms Dr Drs Prof Rev Hon Rt Sr Jr St Messrs Mlle Mme Msgr
                    Adj Adm Brig Capt Cmdr Col Comdr Cpl Gen Lt Maj Ord Pfc Pvt Sgt Sfc Supt Surg
                    Gov Pres Rep Reps Sen Sens Insp Asst Bros Bldg Corp
                    """
                            .split("\\s+"));

    private static final Set<String> KEPT_BEFORE_DIGITS = Set.of("No", "Art", "pp");

    private Normalizer() {}

    /**
     * METEOR's tokens of a caption.
     *
     * @param tokens of the caption tokenizer
     */
    static List<String> normalize(List<String> tokens) {
        return tokens.stream().allMatch(Normalizer::isPlain)
                ? tokens
                : normalize(String.join(" ", tokens));
    }

    /** METEOR's tokens of a line of text. */
    static List<String> normalize(String text) {
        String line = " " + text + " ";
        for (Replacement replacement : REPLACEMENTS) {
            line = replacement.pattern().matcher(line).replaceAll(replacement.by());
        }
        String[] words = words(line);
        StringBuilder result = new StringBuilder();
        for (int i = 0; i < words.length; i++) {
            result.append(finalDot(words[i], i + 1 < words.length ? words[i + 1] : "")).append(' ');
        }
        return List.of(words(result.toString().toLowerCase(Locale.ROOT)));
    }

    // Nothing below changes a word of plain letters and digits, and most captions have no other.
    private static boolean isPlain(String token) {
        for (int i = 0; i < token.length(); i++) {
            char character = token.charAt(i);
            boolean plain =
                    (character >= 'a' && character <= 'z')
                            || (character >= '0' && character <= '9');
            if (!plain) {
                return false;
            }
        }
        return !token.isEmpty();
    }

    private static String finalDot(String word, String next) {
        if (word.length() < 2 || !word.endsWith(".")) {
            return word;
        }
        String rest = word.substring(0, word.length() - 1);
        if (rest.contains(".") && LETTERS.matcher(rest).find()) {
            return word.replace(".", "");
        }
        if (KEPT_BEFORE_ANYTHING.contains(rest) || startsWith(next, Character::isLowerCase)) {
            return word;
        }
        if (KEPT_BEFORE_DIGITS.contains(rest) && startsWith(next, Character::isDigit)) {
            return word;
        }
        return rest + " .";
    }

    private static boolean startsWith(String word, IntPredicate kind) {
        return !word.isEmpty() && kind.test(word.codePointAt(0));
    }

    private static String[] words(String line) {
        return Arrays.stream(SPACES.split(line))
                .filter(word -> !word.isEmpty())
                .toArray(String[]::new);
    }

    private static Replacement replacement(String pattern, String by) {
        return new Replacement(Pattern.compile(pattern), by);
    }
}

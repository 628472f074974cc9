package org.captioner.dataset.text;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Turns the tokens of today's CoreNLP (4.5.10) into those of CoreNLP 3.4.1, with which published
 * caption scores are made. The two differ on a few words and on odd text; every rule here stands
 * for a case seen in the original's output. {@code docs/tokenizer.md} lists what still differs.
 */
final class PtbDialect {
    // What 3.4.1 drops, ending a token there: all beyond the basic plane, newer hyphens, double
    // punctuation and currencies, joiners and variation selectors of emoji.
    private static final Pattern DROPPED =
            Pattern.compile(
                    "[\\x{10000}-\\x{10FFFF}\u200C\u200D\u2010-\u2012\u203C\u2047-\u2049\u2053"
                            + "\u20A1-\u20A3\u20A5-\u20AB\u20AD-\u20BF\uFE00-\uFE0F]");

    private static final Pattern AND_INSIDE =
            Pattern.compile("(?<=\\p{L})(?:'n'|\u2019n\u2019)(?=\\p{L})");

    /** Tokens that it splits, by their lower-case form. */
    private static final Map<String, List<String>> SPLIT =
            Map.ofEntries(
                    Map.entry("cannot", List.of("can", "not")),
                    Map.entry("gonna", List.of("gon", "na")),
                    Map.entry("gotta", List.of("got", "ta")),
                    Map.entry("wanna", List.of("wan", "na")),
                    Map.entry("lemme", List.of("lem", "me")),
                    Map.entry("gimme", List.of("gim", "me")),
                    Map.entry("'tis", List.of("'t", "is")),
                    Map.entry("'twas", List.of("'t", "was")),
                    Map.entry("\u2019tis", List.of("'", "tis")),
                    Map.entry("'d've", List.of("'d", "'ve")),
                    Map.entry("more'n", List.of("more", "'n")),
                    Map.entry("b'cause", List.of("b", "'cause")),
                    Map.entry("y'all", List.of("y'", "all")),
                    Map.entry("qur'an", List.of("qur", "`", "an")),
                    Map.entry("viz.", List.of("viz", ".")),
                    Map.entry("min.", List.of("min", ".")),
                    Map.entry("max.", List.of("max", ".")),
                    Map.entry("incl.", List.of("incl", ".")),
                    Map.entry("yahoo!", List.of("yahoo", "!")),
                    Map.entry("jeopardy!", List.of("jeopardy", "!")),
                    Map.entry("e!", List.of("e", "!")),
                    Map.entry("\u00b0c", List.of("\u00b0", "c")),
                    Map.entry("\u00b0f", List.of("\u00b0", "f")),
                    Map.entry("----", List.of("--")));

    /** Tokens in two parts that it splits: 30's, a minus before a number, 7:30-8:30, #tag2. */
    private static final Pattern IN_TWO =
            Pattern.compile(
                    "([0-9]+)('s)|(\u2212)(.+)|([0-9]+:[0-9]+)(-[0-9]+:[0-9]+)|(#\\p{L}+)([0-9].*)");

    private static final Pattern DIGITS = Pattern.compile("[0-9]+");
    private static final Pattern VERSION = Pattern.compile("([0-9]+)((?:\\.[0-9]+)+)");

    /** What it writes with a straight apostrophe, whatever the text has. */
    private static final Set<String> CLITICS =
            Set.of("'", "''", "'s", "'m", "'d", "'re", "'ve", "'ll", "n't");

    /** Marks that it leaves as they are instead of taking them for quotes and apostrophes. */
    private static final Set<String> KEPT_MARKS = Set.of("\u201e", "\u201a", "\u00b4", "''");

    private PtbDialect() {}

    /** The text with what 3.4.1 does not see taken out, for the lexer to read. */
    static String prepare(String text) {
        if (isAscii(text)) {
            return text.indexOf('\'') < 0 ? text : separateAnd(text);
        }
        return separateAnd(DROPPED.matcher(text).replaceAll(" ")).replace("\u00b4", " \u00b4 ");
    }

    // fish'n'chips is three words to it.
    private static String separateAnd(String text) {
        return AND_INSIDE.matcher(text).replaceAll(" 'n' ");
    }

    /**
     * Lower-case tokens as 3.4.1 gives them.
     *
     * @param text what {@link #prepare} gave and the lexer read
     */
    static List<String> tokens(List<PtbToken> lexed, String text) {
        List<String> tokens = new ArrayList<>(lexed.size() + 2);
        PtbToken previous = null;
        for (PtbToken token : lexed) {
            if (previous == null || !previous.touches(token) || !join(tokens, token, text)) {
                add(tokens, word(token, text));
            }
            previous = token;
        }
        if (endsInMadeUpPeriod(lexed)) {
            tokens.remove(tokens.size() - 1);
        }
        return tokens;
    }

    /**
     * Puts a token to the last one where 3.4.1 does not split: {@code 5 km}, {@code l @@ k}, {@code
     * - 5}; of {@code v 1.0} it makes {@code v1 .0}.
     *
     * @return whether the token is dealt with
     */
    private static boolean join(List<String> tokens, PtbToken token, String text) {
        int end = tokens.size() - 1;
        String last = tokens.get(end);
        String raw = token.raw(text).toLowerCase(Locale.ROOT);
        if (isLetters(last) && Character.isDigit(raw.charAt(0))) {
            return joinVersion(tokens, last, raw);
        }
        boolean minus = last.equals("-") && Character.isDigit(raw.charAt(0)) && opens(token, text);
        boolean unit = DIGITS.matcher(last).matches() && isLetters(raw);
        boolean at = last.endsWith("@") || raw.startsWith("@");
        if (minus || unit || at) {
            tokens.set(end, last + raw);
        }
        return minus || unit || at;
    }

    private static boolean joinVersion(List<String> tokens, String last, String raw) {
        Matcher version = VERSION.matcher(raw);
        if (!version.matches()) {
            return false;
        }
        tokens.set(tokens.size() - 1, last + version.group(1));
        tokens.add(version.group(2));
        return true;
    }

    // Whether the dash before this token follows a blank or a bracket: -5, not a-5.
    private static boolean opens(PtbToken token, String text) {
        int before = token.begin() - 2;
        return before < 0 || !Character.isLetterOrDigit(text.charAt(before));
    }

    private static String word(PtbToken token, String text) {
        String word = token.word().toLowerCase(Locale.ROOT);
        if (isAscii(word) && word.indexOf('\'') < 0 && word.indexOf('`') < 0) {
            return word;
        }
        String raw = token.raw(text);
        if (KEPT_MARKS.contains(raw)) {
            return raw;
        }
        if (raw.indexOf('\u2019') >= 0 && !CLITICS.contains(word)) {
            return raw.toLowerCase(Locale.ROOT);
        }
        return word;
    }

    /** The tokens of a word of English letters alone. */
    static List<String> word(String letters) {
        String lower = letters.toLowerCase(Locale.ROOT);
        return SPLIT.getOrDefault(lower, List.of(lower));
    }

    private static void add(List<String> tokens, String word) {
        List<String> parts = SPLIT.get(word);
        if (parts != null) {
            tokens.addAll(parts);
            return;
        }
        if (isLetters(word)) {
            tokens.add(word);
            return;
        }
        Matcher matcher = IN_TWO.matcher(word);
        if (!matcher.matches()) {
            tokens.add(word);
            return;
        }
        for (int group = 1; group <= matcher.groupCount(); group++) {
            if (matcher.group(group) != null) {
                tokens.add(matcher.group(group));
            }
        }
    }

    // For "Dec." at the end 4.5.10 gives "Dec." and one period more, both from the same char.
    private static boolean endsInMadeUpPeriod(List<PtbToken> lexed) {
        int end = lexed.size() - 1;
        if (end < 1 || !lexed.get(end).word().equals(".")) {
            return false;
        }
        PtbToken last = lexed.get(end - 1);
        return last.word().endsWith(".") && last.word().length() > last.end() - last.begin();
    }

    private static boolean isLetters(String word) {
        for (int i = 0; i < word.length(); i++) {
            if (word.charAt(i) < 'a' || word.charAt(i) > 'z') {
                return false;
            }
        }
        return true;
    }

    private static boolean isAscii(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) >= 0x80) {
                return false;
            }
        }
        return true;
    }
}

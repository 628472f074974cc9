package org.captioner.dataset.text;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/**
 * Splits everyday captions without reading them through the lexer, which costs a hundred times
 * more: captions of English letters and blanks, with at most a comma, a full stop at the end, a
 * hyphen, a possessive or a small number beside plain words.
 *
 * <p>It knows no rule of the lexer. A word of letters is never changed or looked beyond by any
 * rule, so what stands between two such words gives the same tokens in every caption; these are
 * asked of the lexer once and remembered. Everything else is left to the lexer.
 */
final class PlainCaption {
    /** Enough for the vocabulary of any caption corpus; beyond it the lexer is asked anew. */
    private static final int REMEMBERED = 50_000;

    private static final int LONGEST_NUMBER = 3;

    /** A word of letters to stand behind a piece that does not end the caption. */
    private static final String NEXT_WORD = " is";

    private static final Map<String, List<String>> PIECES = new ConcurrentHashMap<>();

    private PlainCaption() {}

    /**
     * The tokens of a caption as the lexer would give them.
     *
     * @param lexer the tokens of any text
     * @return a list of the caller's own; empty if the lexer has to read this caption
     */
    static Optional<List<String>> tokens(String caption, Function<String, List<String>> lexer) {
        List<String> tokens = new ArrayList<>(caption.length() / 4 + 2);
        boolean afterWord = true;
        int length = caption.length();
        for (int start = 0; start < length; start++) {
            if (caption.charAt(start) == ' ') {
                continue;
            }
            int end = caption.indexOf(' ', start);
            if (end < 0) {
                end = length;
            }
            int letters = skipLetters(caption, start, end);
            boolean word = letters == end;
            if (!word && !(afterWord && standsAlone(caption, start, letters, end))) {
                return Optional.empty();
            }
            String piece = caption.substring(start, end);
            String context = word || end == length ? piece : piece + NEXT_WORD;
            tokens.addAll(piece(context, word ? PtbDialect::word : text -> alone(text, lexer)));
            afterWord = word;
            start = end;
        }
        return Optional.of(tokens);
    }

    private static List<String> piece(String text, Function<String, List<String>> tokens) {
        List<String> known = PIECES.get(text);
        if (known == null) {
            known = tokens.apply(text);
            if (PIECES.size() < REMEMBERED) {
                PIECES.put(text, known);
            }
        }
        return known;
    }

    private static List<String> alone(String text, Function<String, List<String>> lexer) {
        List<String> tokens = lexer.apply(text);
        int end = text.endsWith(NEXT_WORD) ? tokens.size() - 1 : tokens.size();
        return List.copyOf(tokens.subList(0, end));
    }

    /** Whether a piece that is no plain word gives the same tokens between any two plain words. */
    private static boolean standsAlone(String caption, int start, int letters, int end) {
        boolean last = end == caption.length();
        int digits = letters == start ? skipDigits(caption, start, end) : start;
        if (digits > start) {
            boolean stop = last && digits == end - 1 && caption.charAt(digits) == '.';
            return digits - start <= LONGEST_NUMBER && (digits == end || stop);
        }
        boolean afterLetters = letters > start;
        return switch (caption.charAt(letters)) {
            case ',' -> letters == end - 1;
            case '.' -> letters == end - 1 && last;
            case '\'' -> afterLetters && end - letters == 2 && caption.charAt(end - 1) == 's';
            case '-' -> afterLetters && isCompound(caption, letters, end);
            default -> false;
        };
    }

    private static boolean isCompound(String caption, int hyphen, int end) {
        int position = hyphen;
        while (position < end && caption.charAt(position) == '-') {
            int next = skipLetters(caption, position + 1, end);
            if (next == position + 1) {
                return false;
            }
            position = next;
        }
        return position == end;
    }

    private static int skipLetters(String text, int from, int end) {
        int position = from;
        while (position < end && isLetter(text.charAt(position))) {
            position++;
        }
        return position;
    }

    private static int skipDigits(String text, int from, int end) {
        int position = from;
        while (position < end && text.charAt(position) >= '0' && text.charAt(position) <= '9') {
            position++;
        }
        return position;
    }

    private static boolean isLetter(char character) {
        int lower = character | 0x20;
        return lower >= 'a' && lower <= 'z';
    }
}

package org.captioner.eval;

import java.util.ArrayList;
import java.util.List;

/**
 * The words of a token list as the original BLEU and CIDEr see them. They join tokens by blanks and
 * split the line at any Unicode white space again, so a token with a no-break space inside (a
 * telephone number) becomes several words.
 */
final class TokenWords {
    private TokenWords() {}

    /** The tokens themselves if none contains white space, which is nearly always. */
    static List<String> of(List<String> tokens) {
        for (String token : tokens) {
            if (!isWord(token)) {
                return split(tokens);
            }
        }
        return tokens;
    }

    private static boolean isWord(String token) {
        for (int i = 0; i < token.length(); i++) {
            if (isSpace(token.charAt(i))) {
                return false;
            }
        }
        return !token.isEmpty();
    }

    private static List<String> split(List<String> tokens) {
        List<String> words = new ArrayList<>();
        for (String token : tokens) {
            StringBuilder word = new StringBuilder();
            for (int i = 0; i < token.length(); i++) {
                if (!isSpace(token.charAt(i))) {
                    word.append(token.charAt(i));
                } else if (!word.isEmpty()) {
                    words.add(word.toString());
                    word.setLength(0);
                }
            }
            if (!word.isEmpty()) {
                words.add(word.toString());
            }
        }
        return words;
    }

    // Python's str.isspace: separators by category, and the controls that end lines or fields.
    private static boolean isSpace(char character) {
        // Nearly all characters are letters, for which one look suffices.
        if (character >= 'a' && character <= 'z') {
            return false;
        }
        return Character.isSpaceChar(character)
                || (character >= 0x09 && character <= 0x0D)
                || (character >= 0x1C && character <= 0x1F)
                || character == 0x85;
    }
}

package org.captioner.dataset.text;

import edu.stanford.nlp.ling.HasWord;
import edu.stanford.nlp.process.LexedTokenFactory;

/**
 * A token with its place in the text, far lighter than CoreNLP's own label, which is a map.
 *
 * @param word as the lexer writes it, brackets as {@code -LRB-}
 * @param begin index of its first char in the text
 * @param end index after its last char
 */
record PtbToken(String word, int begin, int end) implements HasWord {
    private static final long serialVersionUID = 1L;

    static final LexedTokenFactory<PtbToken> FACTORY =
            (word, begin, length) -> new PtbToken(word, begin, begin + length);

    /** Whether nothing stands between this token and {@code next}. */
    boolean touches(PtbToken next) {
        return end == next.begin;
    }

    /** What stands in the text for this token. */
    String raw(String text) {
        return text.substring(begin, end);
    }

    @Override
    public void setWord(String word) {
        throw new UnsupportedOperationException("tokens are values");
    }
}

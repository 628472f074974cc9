package org.captioner.eval.defect;

import java.util.List;
import java.util.Set;

/** Which words cannot end a caption, because they only introduce what follows. */
public final class SentenceEnd {
    /**
     * Without <i>on</i>, <i>by</i>, <i>over</i>, <i>her</i> and <i>it</i>, which end hundreds of
     * captions that people wrote ("as a man looks on"); these end about 30 of 35,000.
     */
    private static final Set<String> OPEN =
            Set.of(
                    "a", "an", "the", "of", "and", "or", "with", "in", "into", "at", "for", "from",
                    "to", "while", "is", "are");

    private SentenceEnd() {}

    /** Whether a sentence that ends with this word, in lower case, breaks off. */
    public static boolean isOpenAfter(String word) {
        return OPEN.contains(word);
    }

    /** Whether a caption breaks off; an empty one does not. */
    public static boolean isMissing(List<String> words) {
        return !words.isEmpty() && isOpenAfter(words.get(words.size() - 1));
    }
}

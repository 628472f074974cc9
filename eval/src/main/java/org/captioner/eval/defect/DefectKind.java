package org.captioner.eval.defect;

import java.util.List;
import org.captioner.dataset.text.IndefiniteArticle;

/** A kind of defect that is counted. */
public enum DefectKind {
    /** {@link Repetition}: <i>a brown and brown dog</i>. */
    REPETITION("repetitions"),
    /** {@link IndefiniteArticle}: <i>a orange coat</i>. */
    WRONG_ARTICLE("wrong articles"),
    /** {@link SentenceEnd}: <i>a dog in a</i>. */
    UNFINISHED("unfinished sentences");

    private final String label;

    DefectKind(String label) {
        this.label = label;
    }

    /** What tables and JSON call it, in the plural. */
    public String label() {
        return label;
    }

    /** Whether a caption has it; words in lower case, without punctuation. */
    public boolean isIn(List<String> words) {
        return switch (this) {
            case REPETITION -> Repetition.isIn(words);
            case WRONG_ARTICLE -> hasWrongArticle(words);
            case UNFINISHED -> SentenceEnd.isMissing(words);
        };
    }

    private static boolean hasWrongArticle(List<String> words) {
        for (int i = 0; i + 1 < words.size(); i++) {
            if (IndefiniteArticle.isWrong(words.get(i), words.get(i + 1))) {
                return true;
            }
        }
        return false;
    }
}

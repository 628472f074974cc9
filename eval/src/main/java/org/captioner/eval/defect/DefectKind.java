package org.captioner.eval.defect;

import java.util.List;
import java.util.function.Predicate;
import org.captioner.dataset.text.IndefiniteArticle;

/** A kind of defect that is counted. */
public enum DefectKind {
    /** {@link Repetition}: <i>a brown and brown dog</i>. */
    REPETITION("repetitions", Repetition::isIn),
    /** {@link IndefiniteArticle}: <i>a orange coat</i>. */
    WRONG_ARTICLE("wrong articles", DefectKind::hasWrongArticle),
    /** {@link SentenceEnd}: <i>a dog in a</i>. */
    UNFINISHED("unfinished sentences", SentenceEnd::isMissing);

    private final String label;
    private final Predicate<List<String>> test;

    DefectKind(String label, Predicate<List<String>> test) {
        this.label = label;
        this.test = test;
    }

    /** What tables and JSON call it, in the plural. */
    public String label() {
        return label;
    }

    /** Whether a caption has it; words in lower case, without punctuation. */
    public boolean isIn(List<String> words) {
        return test.test(words);
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

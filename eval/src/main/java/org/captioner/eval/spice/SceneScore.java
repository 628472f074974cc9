package org.captioner.eval.spice;

import java.util.List;

/**
 * How well the tuples of a hypothesis agree with those of its references.
 *
 * @param matched tuples of the hypothesis that match some tuple of the references
 * @param hypothesis all tuples of the hypothesis
 * @param reference all tuples of the references
 */
record SceneScore(int matched, int hypothesis, int reference) {
    static SceneScore of(List<SceneTuple> hypothesis, List<SceneTuple> reference) {
        int matched = 0;
        for (SceneTuple tuple : hypothesis) {
            if (reference.stream().anyMatch(tuple::matches)) {
                matched++;
            }
        }
        return new SceneScore(matched, hypothesis.size(), reference.size());
    }

    /** 0 without tuples. */
    double precision() {
        return hypothesis == 0 ? 0 : matched / (double) hypothesis;
    }

    /** 0 without tuples. */
    double recall() {
        return reference == 0 ? 0 : matched / (double) reference;
    }

    double f1() {
        return matched == 0 ? 0 : 2 * precision() * recall() / (precision() + recall());
    }
}

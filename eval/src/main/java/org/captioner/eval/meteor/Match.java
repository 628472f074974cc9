package org.captioner.eval.meteor;

/**
 * A phrase of the hypothesis matched with a phrase of the reference; starts are word positions from
 * 0, lengths are in words.
 */
record Match(
        Module module,
        int hypothesisStart,
        int hypothesisLength,
        int referenceStart,
        int referenceLength) {
    /** The position after the last hypothesis word. */
    int hypothesisEnd() {
        return hypothesisStart + hypothesisLength;
    }

    /** The position after the last reference word. */
    int referenceEnd() {
        return referenceStart + referenceLength;
    }

    /** How far apart the phrases stand. */
    int distance() {
        return Math.abs(referenceStart - hypothesisStart);
    }
}

package org.captioner.dataset.scene;

/**
 * How much of one caption is right.
 *
 * @param sizes sizes right, 0 to 2
 * @param colours colours right, 0 to 2
 * @param shapes shapes right, 0 to 2
 * @param relations 1 if the relation is right, else 0
 * @param superfluous objects beyond two and relations beyond one that the caption names
 */
public record SceneVerdict(int sizes, int colours, int shapes, int relations, int superfluous) {
    /** Whether the caption says all that the scene shows, rightly, and nothing else. */
    public boolean isExact() {
        return right() == 7 && superfluous == 0;
    }

    /** How many of the seven attributes are right. */
    public int right() {
        return sizes + colours + shapes + relations;
    }
}

package org.captioner.cli.reliability;

/**
 * How much is tried: a little in every build, all of it where the system property {@code
 * captioner.reliability} asks for it.
 */
final class Repetitions {
    private static final int FEW = 1;

    private Repetitions() {}

    /** How often each kind of kill or signal is tried, for each command; 40 for the whole. */
    static int count() {
        return Integer.getInteger("captioner.reliability", FEW);
    }

    /** Whether to try everything there is. */
    static boolean all() {
        return count() > FEW;
    }
}

package org.captioner.cli.reliability;

import java.util.List;
import java.util.stream.IntStream;

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

    /** All of a list, or one in {@code stride}. */
    static <T> List<T> share(List<T> all, int stride) {
        return all()
                ? all
                : IntStream.range(0, all.size())
                        .filter(i -> i % stride == 0)
                        .mapToObj(all::get)
                        .toList();
    }

    /** The first number of random moments; the system property {@code captioner.seed}. */
    static long seed() {
        return Long.getLong("captioner.seed", 1);
    }

    /** Whether to try everything there is. */
    static boolean all() {
        return count() > FEW;
    }
}

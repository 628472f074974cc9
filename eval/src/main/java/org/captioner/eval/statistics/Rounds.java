package org.captioner.eval.statistics;

/** The seed of each round of a resampling: far apart, whatever the seed of the whole. */
final class Rounds {
    private Rounds() {}

    static long seed(long seed, int round) {
        long mixed = (seed + 0x9E3779B97F4A7C15L * (round + 1L)) * 0xBF58476D1CE4E5B9L;
        return mixed ^ (mixed >>> 31);
    }
}

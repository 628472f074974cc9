package org.captioner.eval.spice;

import java.nio.file.Path;

/**
 * Where SPICE finds its parser and keeps its parses, and how many captions it parses at once.
 *
 * @param parserFolder filled by {@code ./captioner fetch spice}
 * @param cacheFile made when absent; holds the parses of earlier runs
 * @param threads at least 1; each needs heap of its own while it parses
 */
public record SpiceOptions(Path parserFolder, Path cacheFile, int threads) {
    private static final int MOST_THREADS = 4;

    public SpiceOptions {
        if (threads < 1) {
            throw new IllegalArgumentException("threads is " + threads + "; at least 1 is needed");
        }
    }

    /** Below {@code ~/.cache/captioner}, with as many threads as processors but at most 4. */
    public static SpiceOptions defaults() {
        Path home = Path.of(System.getProperty("user.home"), ".cache", "captioner", "spice");
        int threads = Math.min(MOST_THREADS, Runtime.getRuntime().availableProcessors());
        return new SpiceOptions(home, home.resolve("parses.bin"), threads);
    }
}

package org.captioner.dataset.format;

import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.captioner.dataset.Split;

/**
 * Splits images, never captions: five captions of one photo spread over train and test would make
 * the test a memory test. Images are ordered by a hash of seed and id, so the split depends on
 * neither the order of rows nor the machine.
 */
final class SeededSplit {
    private SeededSplit() {}

    static Map<String, Split> of(Collection<String> ids, long seed, SplitShares shares) {
        Map<String, Long> ranks = new HashMap<>();
        ids.forEach(id -> ranks.put(id, rank(id, seed)));
        List<String> order =
                ids.stream()
                        .sorted(
                                Comparator.<String, Long>comparing(ranks::get)
                                        .thenComparing(Comparator.naturalOrder()))
                        .toList();
        long test = Math.round(order.size() * shares.test());
        long dev = Math.round(order.size() * shares.dev());
        Map<String, Split> splits = new HashMap<>();
        for (int i = 0; i < order.size(); i++) {
            splits.put(
                    order.get(i), i < test ? Split.TEST : i < test + dev ? Split.DEV : Split.TRAIN);
        }
        return splits;
    }

    /** {@code 6000 train, 1000 dev, 1000 test}. */
    static String describe(Collection<Split> splits) {
        long train = splits.stream().filter(split -> split == Split.TRAIN).count();
        long dev = splits.stream().filter(split -> split == Split.DEV).count();
        return train + " train, " + dev + " dev, " + (splits.size() - train - dev) + " test";
    }

    // 64-bit FNV-1a of the id, then one step of a well-mixed generator: names that differ in one
    // digit land anywhere, and the algorithm is fixed by the Java specification.
    private static long rank(String id, long seed) {
        long hash = 0xcbf29ce484222325L;
        for (int i = 0; i < id.length(); i++) {
            hash = (hash ^ id.charAt(i)) * 0x100000001b3L;
        }
        return new SplittableRandom(hash ^ new SplittableRandom(seed).nextLong()).nextLong();
    }
}

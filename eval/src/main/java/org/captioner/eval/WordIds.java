package org.captioner.eval;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Numbers for the words of one item, so that its captions are compared as integers. */
final class WordIds {
    private final Map<String, Integer> ids = new HashMap<>();

    /** The number of each word; equal words have equal numbers. */
    int[] of(List<String> words) {
        int[] result = new int[words.size()];
        for (int i = 0; i < result.length; i++) {
            Integer known = ids.putIfAbsent(words.get(i), ids.size());
            result[i] = known == null ? ids.size() - 1 : known;
        }
        return result;
    }
}

package org.captioner.pipeline.confidence;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

/**
 * How much of a sentence other sentences share: the mean of Dice's coefficients {@code 2 |a and b|
 * / (|a| + |b|)} of their words, repeated words counted as often as they occur in both.
 */
public final class WordAgreement {
    private WordAgreement() {}

    /**
     * Compares a sentence with others.
     *
     * @param <W> what words are compared by
     * @return in [0, 1]; empty if there are no others
     */
    public static <W> OptionalDouble of(List<W> sentence, List<List<W>> others) {
        return others.stream().mapToDouble(other -> dice(sentence, other)).average();
    }

    private static <W> double dice(List<W> a, List<W> b) {
        Map<W, Integer> left = new HashMap<>();
        a.forEach(word -> left.merge(word, 1, Integer::sum));
        int common = 0;
        for (W word : b) {
            int count = left.getOrDefault(word, 0);
            if (count > 0) {
                left.put(word, count - 1);
                common++;
            }
        }
        int words = a.size() + b.size();
        return words == 0 ? 1 : 2.0 * common / words;
    }
}

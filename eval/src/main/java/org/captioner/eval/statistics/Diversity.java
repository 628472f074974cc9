package org.captioner.eval.statistics;

import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;

/**
 * How varied a set of captions is; a captioner with one caption for every photo can still score.
 *
 * @param captions how many there are
 * @param distinct1 distinct words over all words (Li et al., NAACL 2016)
 * @param distinct2 distinct word pairs over all word pairs
 * @param vocabulary the number of distinct words
 * @param meanLength words per caption
 * @param distinctCaptions the number of different captions
 * @param mostRepeated the most frequent caption, words joined by blanks
 * @param mostRepeatedCount how often it occurs
 * @param novel share of captions that the training set does not contain word for word; empty if no
 *     training set was given
 */
public record Diversity(
        int captions,
        double distinct1,
        double distinct2,
        int vocabulary,
        double meanLength,
        int distinctCaptions,
        String mostRepeated,
        int mostRepeatedCount,
        OptionalDouble novel) {
    /** The diversity of tokenised captions. */
    public static Diversity of(List<List<String>> captions) {
        return of(captions, OptionalDouble.empty());
    }

    /** The diversity of tokenised captions, and how many of them are not in the training set. */
    public static Diversity of(
            List<List<String>> captions, Collection<? extends List<String>> training) {
        Set<List<String>> known = new HashSet<>(training);
        long novel = captions.stream().filter(caption -> !known.contains(caption)).count();
        return of(captions, OptionalDouble.of(ratio(novel, captions.size())));
    }

    private static Diversity of(List<List<String>> captions, OptionalDouble novel) {
        Set<String> words = new HashSet<>();
        Set<List<String>> pairs = new HashSet<>();
        Map<String, Integer> repeats = new HashMap<>();
        int wordCount = 0;
        int pairCount = 0;
        for (List<String> caption : captions) {
            words.addAll(caption);
            wordCount += caption.size();
            for (int i = 1; i < caption.size(); i++) {
                pairs.add(caption.subList(i - 1, i + 1));
                pairCount++;
            }
            repeats.merge(String.join(" ", caption), 1, Integer::sum);
        }
        // The first in alphabetical order among equally frequent ones.
        Map.Entry<String, Integer> most =
                repeats.entrySet().stream()
                        .min(
                                Map.Entry.<String, Integer>comparingByValue()
                                        .reversed()
                                        .thenComparing(Map.Entry.comparingByKey()))
                        .orElse(Map.entry("", 0));
        return new Diversity(
                captions.size(),
                ratio(words.size(), wordCount),
                ratio(pairs.size(), pairCount),
                words.size(),
                ratio(wordCount, captions.size()),
                repeats.size(),
                most.getKey(),
                most.getValue(),
                novel);
    }

    private static double ratio(long part, long whole) {
        return whole == 0 ? 0 : (double) part / whole;
    }
}

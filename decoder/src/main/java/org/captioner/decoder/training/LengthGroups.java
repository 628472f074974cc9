package org.captioner.decoder.training;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;

/**
 * Cuts a batch into groups of captions that run together, padded to the longest of the group.
 *
 * <p>Few groups compute much on padding, many wake threads and read weights more often than they
 * need to. A group of {@code r} captions of at most {@code t} words is taken to cost {@code t (r +
 * 12)}; of all ways to cut, the cheapest is chosen, so captions that are alike in length stay
 * together.
 */
final class LengthGroups {
    /** What a step costs beside its rows, in rows. */
    private static final int STEP = 12;

    private LengthGroups() {}

    /**
     * The cheapest groups; the same for the same captions in the same order.
     *
     * @param most groups, at least 1
     * @return groups from short captions to long, none empty unless there are no captions
     */
    static List<List<WeightedCaption>> of(List<WeightedCaption> captions, int most) {
        List<WeightedCaption> sorted = new ArrayList<>(captions);
        sorted.sort(Comparator.comparingInt(LengthGroups::length));
        int count = sorted.size();
        // cost[i] is that of the first i captions in the groups so far; cuts[g][i] is where the
        // last of at most g + 1 groups of them begins.
        long[] cost = new long[count + 1];
        Arrays.fill(cost, Long.MAX_VALUE / 2);
        cost[0] = 0;
        List<int[]> cuts = new ArrayList<>();
        for (int group = 0; group < Math.min(most, count); group++) {
            cuts.add(cheapestCuts(sorted, cost));
        }
        List<List<WeightedCaption>> groups = new ArrayList<>();
        int end = count;
        for (int group = cuts.size() - 1; end > 0; group--) {
            int begin = cuts.get(group)[end];
            if (begin < end) {
                groups.add(sorted.subList(begin, end));
            }
            end = begin;
        }
        Collections.reverse(groups);
        return groups;
    }

    /** Allows one group more: improves {@code cost} and returns where that group begins. */
    private static int[] cheapestCuts(List<WeightedCaption> sorted, long[] cost) {
        long[] before = cost.clone();
        int[] cuts = new int[before.length];
        for (int end = 1; end < before.length; end++) {
            cuts[end] = end; // The new group may stay empty.
            long steps = length(sorted.get(end - 1));
            for (int begin = 0; begin < end; begin++) {
                long with = before[begin] + steps * (end - begin + STEP);
                if (with < cost[end]) {
                    cost[end] = with;
                    cuts[end] = begin;
                }
            }
        }
        return cuts;
    }

    private static int length(WeightedCaption caption) {
        return caption.words().size();
    }
}

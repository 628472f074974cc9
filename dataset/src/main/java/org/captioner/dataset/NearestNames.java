package org.captioner.dataset;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Finds what a misspelt name was meant to be: for messages about names that are unknown. */
public final class NearestNames {
    private static final int LETTERS_PER_MISTAKE = 3;
    private static final int MOST_SUGGESTED = 2;

    private NearestNames() {}

    /**
     * The names with the fewest typing mistakes, at most one for every three letters.
     *
     * @return none, one, or several of equal distance, in alphabetical order
     */
    public static List<String> of(String typed, Collection<String> names) {
        int most = Math.max(1, typed.length() / LETTERS_PER_MISTAKE);
        Map<Integer, List<String>> byDistance =
                names.stream()
                        .sorted()
                        .collect(
                                Collectors.groupingBy(
                                        name -> distance(typed, name),
                                        TreeMap::new,
                                        Collectors.toList()));
        return byDistance.entrySet().stream()
                .filter(entry -> entry.getKey() <= most)
                .findFirst()
                .map(Map.Entry::getValue)
                .orElse(List.of());
    }

    /**
     * The end of a message about an unknown name: {@code ; did you mean lstm?}.
     *
     * @return empty if no name is near, or too many are
     */
    public static String suggestion(String typed, Collection<String> names) {
        List<String> near = of(typed, names);
        return near.isEmpty() || near.size() > MOST_SUGGESTED
                ? ""
                : "; did you mean " + String.join(" or ", near) + "?";
    }

    /** Letters inserted, left out, replaced, or exchanged with their neighbour. */
    static int distance(String typed, String name) {
        int[][] cost = new int[typed.length() + 1][name.length() + 1];
        for (int i = 0; i <= typed.length(); i++) {
            for (int j = 0; j <= name.length(); j++) {
                if (i == 0 || j == 0) {
                    cost[i][j] = i + j;
                    continue;
                }
                int replaced = typed.charAt(i - 1) == name.charAt(j - 1) ? 0 : 1;
                int least = cost[i - 1][j - 1] + replaced;
                least = Math.min(least, Math.min(cost[i - 1][j], cost[i][j - 1]) + 1);
                boolean exchanged =
                        i > 1
                                && j > 1
                                && typed.charAt(i - 1) == name.charAt(j - 2)
                                && typed.charAt(i - 2) == name.charAt(j - 1);
                cost[i][j] = exchanged ? Math.min(least, cost[i - 2][j - 2] + 1) : least;
            }
        }
        return cost[typed.length()][name.length()];
    }
}

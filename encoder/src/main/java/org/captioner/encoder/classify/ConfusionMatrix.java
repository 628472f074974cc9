package org.captioner.encoder.classify;

import java.util.Arrays;
import java.util.List;

/** How often each class was taken for each other; rows are the truth, columns the prediction. */
public final class ConfusionMatrix {
    private final List<String> classes;
    private final long[][] counts;

    public ConfusionMatrix(List<String> classes) {
        this.classes = List.copyOf(classes);
        this.counts = new long[classes.size()][classes.size()];
    }

    /** Counts one photo. */
    public void add(int truth, int predicted) {
        counts[truth][predicted]++;
    }

    /** Names by row and column. */
    public List<String> classes() {
        return classes;
    }

    /** Photos of class {@code truth} that were taken for {@code predicted}. */
    public long count(int truth, int predicted) {
        return counts[truth][predicted];
    }

    /** The share of photos recognised, 0 to 1. */
    public double accuracy() {
        long right = 0;
        long all = 0;
        for (int row = 0; row < counts.length; row++) {
            right += counts[row][row];
            all += Arrays.stream(counts[row]).sum();
        }
        return all == 0 ? 0 : (double) right / all;
    }

    /** The share of a class's photos recognised, 0 to 1; 0 for a class without photos. */
    public double recall(int truth) {
        long all = Arrays.stream(counts[truth]).sum();
        return all == 0 ? 0 : (double) counts[truth][truth] / all;
    }
}

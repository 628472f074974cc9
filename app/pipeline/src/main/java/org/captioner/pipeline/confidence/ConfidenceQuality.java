package org.captioner.pipeline.confidence;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.captioner.eval.statistics.Spearman;

/**
 * How well confidence foretells scores.
 *
 * @param captions how many were compared
 * @param spearman rank correlation of confidence and CIDEr; NaN if either is constant
 * @param confidence its mean
 * @param relative mean of what it foretells, {@code min(1, CIDEr / person's CIDEr)}
 * @param calibrationError mean over captions of the difference between the two means of their bin
 *     (Guo et al., "On Calibration of Modern Neural Networks", ICML 2017)
 * @param bins ten of equally many captions, by rising confidence; fewer for fewer captions
 */
public record ConfidenceQuality(
        int captions,
        double spearman,
        double confidence,
        double relative,
        double calibrationError,
        List<Bin> bins) {
    private static final int BINS = 10;

    /**
     * Captions of about the same confidence.
     *
     * @param captions how many
     * @param confidence its mean
     * @param relative mean of what it foretells
     */
    public record Bin(int captions, double confidence, double relative) {}

    public ConfidenceQuality {
        bins = List.copyOf(bins);
    }

    /**
     * Compares confidence with scores.
     *
     * @param confidence in each caption, at least one
     * @param cider of each caption, in [0, 10]
     * @param personScore CIDEr of a person
     */
    public static ConfidenceQuality of(double[] confidence, double[] cider, double personScore) {
        double[] relative =
                Arrays.stream(cider)
                        .map(score -> CaptionConfidence.relative(score, personScore))
                        .toArray();
        int[] order =
                IntStream.range(0, confidence.length)
                        .boxed()
                        .sorted(Comparator.comparingDouble(i -> confidence[i]))
                        .mapToInt(Integer::intValue)
                        .toArray();
        int count = Math.min(BINS, order.length);
        List<Bin> bins = new ArrayList<>();
        double error = 0;
        for (int bin = 0; bin < count; bin++) {
            int from = bin * order.length / count;
            int to = (bin + 1) * order.length / count;
            int[] chosen = Arrays.copyOfRange(order, from, to);
            double sure = Arrays.stream(chosen).mapToDouble(i -> confidence[i]).average().orElse(0);
            double right = Arrays.stream(chosen).mapToDouble(i -> relative[i]).average().orElse(0);
            bins.add(new Bin(chosen.length, sure, right));
            error += Math.abs(sure - right) * chosen.length / order.length;
        }
        return new ConfidenceQuality(
                order.length,
                Spearman.of(confidence, cider),
                Arrays.stream(confidence).average().orElseThrow(),
                Arrays.stream(relative).average().orElseThrow(),
                error,
                bins);
    }
}

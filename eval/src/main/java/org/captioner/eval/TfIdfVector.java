package org.captioner.eval;

import java.util.function.DoubleBinaryOperator;

/**
 * One caption in CIDEr's space: per order of n-grams, counts weighed by inverse document frequency.
 */
final class TfIdfVector {
    private final NgramCounts counts;
    private final double[][] weights = new double[NgramCounts.ORDERS][];
    private final double[] norms = new double[NgramCounts.ORDERS];

    TfIdfVector(NgramCounts counts, DocumentFrequencies frequencies) {
        this.counts = counts;
        for (int order = 1; order <= NgramCounts.ORDERS; order++) {
            int[] ids = counts.ids(order);
            int[] times = counts.counts(order);
            double[] weight = new double[ids.length];
            double squares = 0;
            for (int i = 0; i < ids.length; i++) {
                weight[i] = times[i] * frequencies.inverse(ids[i]);
                squares += weight[i] * weight[i];
            }
            weights[order - 1] = weight;
            norms[order - 1] = Math.sqrt(squares);
        }
    }

    /** The length as CIDEr's penalty counts it: the number of bigrams. */
    int bigrams() {
        return counts.total(2);
    }

    /**
     * How alike two captions are, averaged over orders: the products of the weights of shared
     * n-grams over the product of the norms, 0 where a norm is 0.
     *
     * @param product of this caption's and the reference's weight of one n-gram
     */
    double similarity(TfIdfVector reference, DoubleBinaryOperator product) {
        double sum = 0;
        for (int order = 1; order <= NgramCounts.ORDERS; order++) {
            double norm = norms[order - 1] * reference.norms[order - 1];
            if (norm != 0) {
                sum += shared(reference, order, product) / norm;
            }
        }
        return sum / NgramCounts.ORDERS;
    }

    private double shared(TfIdfVector reference, int order, DoubleBinaryOperator product) {
        int[] ids = counts.ids(order);
        int[] referenceIds = reference.counts.ids(order);
        double[] weight = weights[order - 1];
        double[] referenceWeight = reference.weights[order - 1];
        double sum = 0;
        for (int h = 0, r = 0; h < ids.length && r < referenceIds.length; ) {
            if (ids[h] < referenceIds[r]) {
                h++;
            } else if (ids[h] > referenceIds[r]) {
                r++;
            } else {
                sum += product.applyAsDouble(weight[h++], referenceWeight[r++]);
            }
        }
        return sum;
    }
}

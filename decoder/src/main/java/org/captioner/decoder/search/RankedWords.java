package org.captioner.decoder.search;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;

/** The words that may be drawn next in each row, the most probable first. */
final class RankedWords {
    private final Sampling sampling;
    private final float[] logProbabilities;
    private final long[] ids;
    private final int perRow;

    private RankedWords(Sampling sampling, float[] logProbabilities, long[] ids, int perRow) {
        this.sampling = sampling;
        this.logProbabilities = logProbabilities;
        this.ids = ids;
        this.perRow = perRow;
    }

    /** From log probabilities (rows, vocabulary). */
    static RankedWords of(NDArray scores, Sampling sampling) {
        int vocabulary = Math.toIntExact(scores.getShape().get(1));
        int count = sampling.topK() == 0 ? vocabulary : Math.min(sampling.topK(), vocabulary);
        NDList best = scores.topK(count, 1, true, true);
        return new RankedWords(
                sampling, best.get(0).toFloatArray(), best.get(1).toLongArray(), count);
    }

    int id(int row, int place) {
        return Math.toIntExact(ids[row * perRow + place]);
    }

    double logProbability(int row, int place) {
        return logProbabilities[row * perRow + place];
    }

    /**
     * The place of the word drawn, by inversion.
     *
     * @param uniform in [0, 1)
     */
    int draw(int row, double uniform) {
        double[] sums = new double[perRow];
        double sum = 0;
        // The most probable word has weight 1: rows with little left to choose from lose nothing.
        for (int place = 0; place < perRow; place++) {
            double above = logProbability(row, place) - logProbability(row, 0);
            sum += Math.exp(above / sampling.temperature());
            sums[place] = sum;
        }
        int last = 0;
        while (sums[last] < sampling.topP() * sum) {
            last++;
        }
        int place = 0;
        while (place < last && sums[place] <= uniform * sums[last]) {
            place++;
        }
        return place;
    }
}

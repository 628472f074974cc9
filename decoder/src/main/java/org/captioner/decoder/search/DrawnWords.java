package org.captioner.decoder.search;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import org.captioner.encoder.tensor.Scalar;

/**
 * The next word of each row, drawn as {@link Sampling} says.
 *
 * @param ids of the words
 * @param logProbabilities that the decoder gives them
 */
@SuppressWarnings("ArrayRecordComponent") // Identity is enough: nobody compares draws.
record DrawnWords(long[] ids, float[] logProbabilities) {
    /**
     * Draws.
     *
     * @param scores log probabilities, (rows, vocabulary)
     * @param uniform of each row, a multiple of {@code 1 / Sampler.DRAWS} in [0, 1)
     */
    static DrawnWords of(NDArray scores, Sampling sampling, float[] uniform) {
        NDArray ids =
                sampling.topK() > 0 || sampling.topP() < 1
                        ? truncated(scores, sampling, uniform)
                        : Sampler.draw(
                                Scalar.multiply(scores, 1 / sampling.temperature()).exp(), uniform);
        NDArray drawn = scores.gather(ids.reshape(-1, 1), 1);
        return new DrawnWords(ids.toLongArray(), drawn.toFloatArray());
    }

    private static NDArray truncated(NDArray scores, Sampling sampling, float[] uniform) {
        int vocabulary = Math.toIntExact(scores.getShape().get(1));
        int count = sampling.topK() == 0 ? vocabulary : Math.min(sampling.topK(), vocabulary);
        NDList best = scores.topK(count, 1, true, true);
        float[] values = best.get(0).toFloatArray();
        long[] words = best.get(1).toLongArray();
        long[] ids = new long[uniform.length];
        for (int row = 0; row < ids.length; row++) {
            int first = row * count;
            ids[row] = words[first + place(values, first, count, sampling, uniform[row])];
        }
        return scores.getManager().create(ids);
    }

    /** The place of the word drawn among {@code count} log probabilities that fall. */
    private static int place(
            float[] values, int first, int count, Sampling sampling, double uniform) {
        double[] sums = new double[count];
        double sum = 0;
        // The most probable word has weight 1: rows with little left to choose from lose nothing.
        for (int place = 0; place < count; place++) {
            double above = (double) values[first + place] - values[first];
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

package org.captioner.decoder.search;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.captioner.dataset.text.Vocabulary;
import org.captioner.decoder.network.IncrementalDecoder;
import org.captioner.encoder.tensor.Scalar;

/**
 * Draws sentences word by word with the probabilities that the decoder gives them, as self-critical
 * training needs them. Markers and the unknown word are never drawn.
 *
 * @param samples sentences per image, at least 1
 * @param maximumLength in words; a decoder's own limit holds too
 * @param temperature that logits are divided by, above 0: below 1, likely words become likelier
 */
public record Sampler(int samples, int maximumLength, double temperature) {
    /** Finer steps would let a float32 product round up to the whole. */
    static final int DRAWS = 1 << 20;

    public Sampler {
        if (samples < 1 || maximumLength < 1 || !(temperature > 0)) {
            throw new IllegalArgumentException(
                    "samples and maximumLength must be at least 1, temperature above 0: "
                            + samples
                            + ", "
                            + maximumLength
                            + ", "
                            + temperature);
        }
    }

    /**
     * Draws for every image.
     *
     * @param features of the images, one array per encoder, each (images, cells, channels) float32
     * @param random decides the words; the same generator gives the same sentences
     * @return for each image its sentences in word ids, each ended by the end marker unless it was
     *     cut at the longest length
     */
    public List<List<List<Integer>>> sample(
            IncrementalDecoder decoder, NDList features, SplittableRandom random) {
        int longest = Math.min(maximumLength, decoder.shape().maximumLength());
        try (Decoding decoding =
                new Decoding(decoder, features, samples, longest, Constraints.NONE)) {
            return sample(decoding, longest, random);
        }
    }

    private List<List<List<Integer>>> sample(
            Decoding decoding, int longest, SplittableRandom random) {
        int rows = decoding.images() * samples;
        List<List<Integer>> sentences = new ArrayList<>(rows);
        for (int row = 0; row < rows; row++) {
            sentences.add(new ArrayList<>());
        }
        boolean[] ended = new boolean[rows];
        int live = rows;
        for (int length = 0; length < longest && live > 0; length++) {
            long[] drawn = draw(likelihoods(decoding.logProbabilities()), random);
            for (int row = 0; row < rows; row++) {
                if (!ended[row]) {
                    sentences.get(row).add(Math.toIntExact(drawn[row]));
                    if (drawn[row] == Vocabulary.END) {
                        ended[row] = true;
                        live--;
                    }
                }
            }
            decoding.advance(drawn);
        }
        List<List<List<Integer>>> byImage = new ArrayList<>(rows / samples);
        for (int row = 0; row < rows; row += samples) {
            byImage.add(List.copyOf(sentences.subList(row, row + samples)));
        }
        return byImage;
    }

    /** Probabilities at this temperature, up to a factor. */
    private NDArray likelihoods(NDArray logProbabilities) {
        return Scalar.multiply(logProbabilities, 1 / temperature).exp();
    }

    private static long[] draw(NDArray likelihoods, SplittableRandom random) {
        int rows = Math.toIntExact(likelihoods.getShape().get(0));
        float[] uniform = new float[rows];
        for (int row = 0; row < rows; row++) {
            uniform[row] = random.nextInt(DRAWS) / (float) DRAWS;
        }
        return draw(likelihoods, uniform).toLongArray();
    }

    /**
     * By inversion: the first word at which the probabilities add up to more than was drawn.
     *
     * @param likelihoods (rows, vocabulary), probabilities up to a factor
     * @param uniform of each row, a multiple of {@code 1 / DRAWS} in [0, 1)
     * @return (rows) int64
     */
    static NDArray draw(NDArray likelihoods, float[] uniform) {
        int rows = uniform.length;
        NDArray sums = likelihoods.cumSum(1);
        NDArray whole = sums.get(":,-1:");
        NDArray drawn = likelihoods.getManager().create(uniform, new Shape(rows, 1)).mul(whole);
        return sums.lte(drawn).toType(DataType.INT64, false).sum(new int[] {1});
    }
}

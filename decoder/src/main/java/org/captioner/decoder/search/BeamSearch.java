package org.captioner.decoder.search;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.captioner.dataset.text.Vocabulary;
import org.captioner.decoder.network.IncrementalDecoder;

/**
 * Beam search with length normalisation (Wu et al. 2016, without their coverage term), for many
 * images at once, on cached decoder states.
 *
 * <p>Of the {@code beams * vocabulary} continuations of an image the best {@code 2 * beams} are
 * considered in order: those that end are kept as finished, the first {@code beams} others stay
 * live. An image is done once no live sentence can displace a finished one that is wanted.
 */
public final class BeamSearch implements Search {
    private final SearchOptions options;
    private final Constraints constraints;
    private final int wanted;

    /**
     * @param wanted sentences per image that must be right, from 1 to the number of beams; those
     *     behind them may be others than the best, or be missing
     */
    BeamSearch(SearchOptions options, Constraints constraints, int wanted) {
        this.options = options;
        this.constraints = constraints;
        this.wanted = wanted;
    }

    @Override
    public List<List<Hypothesis>> search(IncrementalDecoder decoder, NDList features) {
        int longest = Decoding.longest(options, decoder);
        try (Decoding decoding =
                new Decoding(decoder, features, options.beams(), longest, constraints)) {
            return search(decoding, longest);
        }
    }

    private List<List<Hypothesis>> search(Decoding decoding, int longest) {
        List<Beam> beams = new ArrayList<>(decoding.images());
        for (int image = 0; image < decoding.images(); image++) {
            beams.add(new Beam(options, wanted, longest));
        }
        Rows rows = new Rows(decoding.images(), options.beams());
        for (int length = 0; !isDone(beams); length++) {
            NDArray scores = decoding.logProbabilities();
            if (length == longest) {
                float[] end = scores.get(":," + Vocabulary.END).toFloatArray();
                for (int image = 0; image < beams.size(); image++) {
                    if (!beams.get(image).isDone()) {
                        beams.get(image).close(rows.of(image, end));
                    }
                }
            } else {
                grow(beams, scores.addi(decoding.column(rows.logProbability)));
                rows.fill(beams);
                decoding.advance(rows.parents, rows.words);
            }
        }
        return beams.stream().map(Beam::hypotheses).toList();
    }

    private static boolean isDone(List<Beam> beams) {
        for (Beam beam : beams) {
            if (!beam.isDone()) {
                return false;
            }
        }
        return true;
    }

    /** Hands each beam its best continuations; {@code total} is (rows, vocabulary). */
    private void grow(List<Beam> beams, NDArray total) {
        int vocabulary = Math.toIntExact(total.getShape().get(1));
        int width = options.beams();
        int candidates = Math.min(2 * width, width * vocabulary);
        NDList best = total.reshape(beams.size(), -1).topK(candidates, 1, true, true);
        float[] values = best.get(0).toFloatArray();
        long[] indices = best.get(1).toLongArray();
        int[] rows = new int[candidates];
        int[] words = new int[candidates];
        for (int image = 0; image < beams.size(); image++) {
            int first = image * candidates;
            for (int i = 0; i < candidates; i++) {
                int index = Math.toIntExact(indices[first + i]);
                rows[i] = index / vocabulary;
                words[i] = index % vocabulary;
            }
            Beam beam = beams.get(image);
            if (!beam.isDone()) {
                beam.grow(Arrays.copyOfRange(values, first, first + candidates), rows, words);
            }
        }
    }

    /** What the next step is fed, row by row. */
    private static final class Rows {
        private final int width;
        private final long[] parents;
        private final long[] words;
        private final float[] logProbability;

        Rows(int images, int width) {
            this.width = width;
            parents = new long[images * width];
            words = new long[images * width];
            logProbability = new float[images * width];
            // Before the first word all rows of an image are equal: one of them is enough.
            for (int row = 0; row < logProbability.length; row++) {
                logProbability[row] = row % width == 0 ? 0 : Decoding.IMPOSSIBLE;
            }
        }

        void fill(List<Beam> beams) {
            for (int image = 0; image < beams.size(); image++) {
                beams.get(image).fill(parents, words, logProbability, image * width);
            }
        }

        float[] of(int image, float[] values) {
            return Arrays.copyOfRange(values, image * width, (image + 1) * width);
        }
    }
}

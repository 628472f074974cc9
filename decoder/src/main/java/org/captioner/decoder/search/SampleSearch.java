package org.captioner.decoder.search;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import org.captioner.dataset.text.Vocabulary;
import org.captioner.decoder.network.IncrementalDecoder;
import org.captioner.encoder.tensor.Seeds;

/**
 * Draws sentences word by word, as {@link Sampling} says, and ranks them. Their probabilities are
 * the decoder's own, whatever the temperature. Equal sentences may be drawn, and a sentence at the
 * longest length is closed as in every search.
 */
final class SampleSearch implements Search {
    private final SearchOptions options;
    private final Sampling sampling;
    private final Constraints constraints;

    /**
     * @param options as many samples as beams
     */
    SampleSearch(SearchOptions options, Sampling sampling, Constraints constraints) {
        this.options = options;
        this.sampling = sampling;
        this.constraints = constraints;
    }

    @Override
    public List<List<Hypothesis>> search(IncrementalDecoder decoder, NDList features) {
        int longest = Decoding.longest(options, decoder);
        List<SplittableRandom> generators = generators(features);
        try (Decoding decoding =
                new Decoding(decoder, features, options.beams(), longest, constraints)) {
            return search(decoding, longest, generators);
        }
    }

    /** One for each image, decided by its features and not by its place. */
    private List<SplittableRandom> generators(NDList features) {
        int images = Math.toIntExact(features.head().getShape().get(0));
        long[] hashes = new long[images];
        for (NDArray each : features) {
            float[] values = each.toFloatArray();
            int length = values.length / images;
            for (int image = 0; image < images; image++) {
                int from = image * length;
                hashes[image] =
                        31 * hashes[image]
                                + Arrays.hashCode(Arrays.copyOfRange(values, from, from + length));
            }
        }
        return Arrays.stream(hashes)
                .mapToObj(
                        hash ->
                                new SplittableRandom(
                                        Seeds.derive(sampling.seed(), "captions", hash)))
                .toList();
    }

    private List<List<Hypothesis>> search(
            Decoding decoding, int longest, List<SplittableRandom> generators) {
        int samples = options.beams();
        List<Drawn> drawn = new ArrayList<>();
        for (int row = 0; row < generators.size() * samples; row++) {
            drawn.add(new Drawn());
        }
        for (int length = 0; !drawn.stream().allMatch(each -> each.ended); length++) {
            NDArray scores = decoding.logProbabilities();
            if (length == longest) {
                float[] end = scores.get(":," + Vocabulary.END).toFloatArray();
                for (int row = 0; row < drawn.size(); row++) {
                    drawn.get(row).add(Vocabulary.END, end[row]);
                }
            } else {
                float[] uniform = new float[drawn.size()];
                for (int row = 0; row < uniform.length; row++) {
                    int draw = generators.get(row / samples).nextInt(Sampler.DRAWS);
                    uniform[row] = draw / (float) Sampler.DRAWS;
                }
                DrawnWords words = DrawnWords.of(scores, sampling, uniform);
                long[] next = new long[drawn.size()];
                for (int row = 0; row < next.length; row++) {
                    drawn.get(row)
                            .add(Math.toIntExact(words.ids()[row]), words.logProbabilities()[row]);
                    next[row] = drawn.get(row).last;
                }
                decoding.advance(next);
            }
        }
        List<List<Hypothesis>> found = new ArrayList<>();
        for (int first = 0; first < drawn.size(); first += samples) {
            found.add(
                    drawn.subList(first, first + samples).stream()
                            .map(each -> each.hypothesis(options))
                            .sorted(Comparator.comparingDouble(Hypothesis::score).reversed())
                            .toList());
        }
        return found;
    }

    /** A sentence as far as it was drawn. */
    private static final class Drawn {
        private final List<Integer> words = new ArrayList<>();
        private double logProbability;
        private int last = Vocabulary.START;
        private boolean ended;

        void add(int word, double wordLogProbability) {
            if (ended) {
                return;
            }
            logProbability += wordLogProbability;
            last = word;
            ended = word == Vocabulary.END;
            if (!ended) {
                words.add(word);
            }
        }

        Hypothesis hypothesis(SearchOptions options) {
            return new Hypothesis(
                    words, logProbability, options.score(logProbability, words.size()));
        }
    }
}

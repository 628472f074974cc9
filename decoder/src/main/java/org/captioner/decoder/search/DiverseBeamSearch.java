package org.captioner.decoder.search;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.captioner.dataset.text.Vocabulary;
import org.captioner.decoder.network.IncrementalDecoder;

/**
 * Diverse beam search with Hamming diversity (<a
 * href="https://arxiv.org/abs/1610.02424">Vijayakumar et al. 2016</a>). At each place of the
 * sentence the groups choose one after another; group {@code g} ranks continuations by
 *
 * <pre>
 *   log p(sentence, word) - diversity * |{beams of groups before g that have just chosen word}|
 * </pre>
 *
 * <p>Ending a sentence is never penalised. The finished sentences of all groups are ranked together
 * by their probabilities, without the penalty; two groups may finish the same one, which counts
 * once.
 */
final class DiverseBeamSearch implements Search {
    private final SearchOptions options;
    private final DiverseGroups method;
    private final Constraints constraints;
    private final int width;

    DiverseBeamSearch(SearchOptions options, DiverseGroups method, Constraints constraints) {
        this.options = options;
        this.method = method;
        this.constraints = constraints;
        width = options.beams() / method.groups();
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
        int groups = method.groups();
        List<Beam> beams = new ArrayList<>();
        for (int i = 0; i < decoding.images() * groups; i++) {
            beams.add(new Beam(options.withBeams(width), width, longest));
        }
        long[] parents = new long[beams.size() * width];
        long[] words = new long[parents.length];
        float[] logProbabilities = new float[parents.length];
        for (int row = 0; row < parents.length; row++) {
            logProbabilities[row] = row % width == 0 ? 0 : Decoding.IMPOSSIBLE;
        }
        for (int length = 0; !beams.stream().allMatch(Beam::isDone); length++) {
            NDArray scores = decoding.logProbabilities();
            if (length == longest) {
                float[] end = scores.get(":," + Vocabulary.END).toFloatArray();
                for (int i = 0; i < beams.size(); i++) {
                    if (!beams.get(i).isDone()) {
                        beams.get(i).close(Arrays.copyOfRange(end, i * width, (i + 1) * width));
                    }
                }
            } else {
                grow(beams, scores.addi(decoding.column(logProbabilities)));
                for (int i = 0; i < beams.size(); i++) {
                    beams.get(i).fill(parents, words, logProbabilities, i * width);
                }
                decoding.advance(parents, words);
            }
        }
        List<List<Hypothesis>> found = new ArrayList<>();
        for (int first = 0; first < beams.size(); first += groups) {
            found.add(merged(beams.subList(first, first + groups)));
        }
        return found;
    }

    private List<Hypothesis> merged(List<Beam> groups) {
        FinishedSentences all = new FinishedSentences(options);
        Set<List<Integer>> seen = new HashSet<>();
        for (Beam group : groups) {
            for (Hypothesis each : group.hypotheses()) {
                // Equal sentences of two groups may differ in the last bit of their probabilities.
                if (seen.add(each.words())) {
                    all.add(each.words(), each.logProbability());
                }
            }
        }
        return all.ranked();
    }

    /** {@code total} is (rows, vocabulary). */
    private void grow(List<Beam> beams, NDArray total) {
        int groups = method.groups();
        int images = beams.size() / groups;
        int vocabulary = Math.toIntExact(total.getShape().get(1));
        NDArray grouped = total.reshape(images, groups, (long) width * vocabulary);
        float[] penalties = new float[images * vocabulary];
        for (int group = 0; group < groups; group++) {
            Candidates candidates =
                    candidates(grouped.get(":," + group), penalties, images, vocabulary);
            for (int image = 0; image < images; image++) {
                Beam beam = beams.get(image * groups + group);
                if (!beam.isDone()) {
                    candidates.growOf(image, vocabulary, beam);
                    for (int word : beam.lastWords()) {
                        penalties[image * vocabulary + word] += (float) method.diversity();
                    }
                }
            }
        }
    }

    /** The best of one group of every image; {@code scores} is (images, width * vocabulary). */
    private Candidates candidates(NDArray scores, float[] penalties, int images, int vocabulary) {
        NDManager manager = scores.getManager();
        NDArray penalty = manager.create(penalties, new Shape(images, 1, vocabulary));
        int count = Math.min(2 * width, width * vocabulary);
        NDArray indices =
                scores.reshape(images, width, vocabulary)
                        .sub(penalty)
                        .reshape(images, -1)
                        .topK(count, 1, true, true)
                        .get(1);
        return new Candidates(
                scores.gather(indices, 1).toFloatArray(), indices.toLongArray(), count);
    }

    /** Continuations, the preferred first, with their true log probabilities. */
    @SuppressWarnings("ArrayRecordComponent") // Identity is enough: nobody compares candidates.
    private record Candidates(float[] logProbabilities, long[] indices, int count) {
        void growOf(int image, int vocabulary, Beam beam) {
            int[] rows = new int[count];
            int[] words = new int[count];
            for (int i = 0; i < count; i++) {
                int index = Math.toIntExact(indices[image * count + i]);
                rows[i] = index / vocabulary;
                words[i] = index % vocabulary;
            }
            beam.grow(
                    Arrays.copyOfRange(logProbabilities, image * count, (image + 1) * count),
                    rows,
                    words);
        }
    }
}

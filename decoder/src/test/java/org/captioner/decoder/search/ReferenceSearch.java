package org.captioner.decoder.search;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.captioner.dataset.text.Vocabulary;
import org.captioner.decoder.network.CaptionDecoder;
import org.captioner.decoder.network.ImageMemory;
import org.captioner.decoder.network.Mode;

/**
 * Beam search as one would explain it: one image, no cache, every sentence read again from its
 * start at every step.
 */
final class ReferenceSearch {
    private final SearchOptions options;
    private final CaptionDecoder decoder;

    ReferenceSearch(SearchOptions options, CaptionDecoder decoder) {
        this.options = options;
        this.decoder = decoder;
    }

    private record Partial(List<Integer> words, double logProbability) {}

    /** {@code grid} is (1, cells, channels). */
    List<Hypothesis> search(NDArray grid) {
        // Greedy search takes the best word, whether or not it ends the sentence.
        int considered = options.beams() == 1 ? 1 : 2 * options.beams();
        int longest = Math.min(options.maximumLength(), decoder.shape().maximumLength());
        ImageMemory memory = decoder.encodeMemory(grid, Mode.INFERENCE);
        List<Partial> live = List.of(new Partial(List.of(), 0));
        List<Hypothesis> finished = new ArrayList<>();
        for (int length = 0; length <= longest; length++) {
            List<Partial> candidates = new ArrayList<>();
            for (Partial partial : live) {
                double[] next = nextLogProbabilities(memory, partial.words(), grid.getManager());
                for (int word = 0; word < next.length; word++) {
                    boolean marker =
                            word == Vocabulary.PAD
                                    || word == Vocabulary.START
                                    || word == Vocabulary.UNKNOWN;
                    if (!marker && (length < longest || word == Vocabulary.END)) {
                        List<Integer> words = new ArrayList<>(partial.words());
                        words.add(word);
                        candidates.add(new Partial(words, partial.logProbability() + next[word]));
                    }
                }
            }
            candidates.sort(Comparator.comparingDouble(Partial::logProbability).reversed());
            List<Partial> grown = new ArrayList<>();
            int rank = 0;
            for (Partial candidate : candidates) {
                if (grown.size() == options.beams() || rank++ == considered) {
                    break;
                }
                int end = candidate.words().size() - 1;
                if (candidate.words().get(end) == Vocabulary.END) {
                    List<Integer> words = candidate.words().subList(0, end);
                    double score =
                            candidate.logProbability()
                                    / Math.pow(end + 1, options.lengthNormalization());
                    finished.add(new Hypothesis(words, candidate.logProbability(), score));
                } else {
                    grown.add(candidate);
                }
            }
            live = grown;
        }
        finished.sort(Comparator.comparingDouble(Hypothesis::score).reversed());
        return finished.subList(0, Math.min(options.beams(), finished.size()));
    }

    double[] nextLogProbabilities(ImageMemory memory, List<Integer> words, NDManager manager) {
        long[] inputs = new long[words.size() + 1];
        inputs[0] = Vocabulary.START;
        for (int i = 0; i < words.size(); i++) {
            inputs[i + 1] = words.get(i);
        }
        NDArray logits =
                decoder.forward(
                                memory,
                                manager.create(new long[] {0}),
                                manager.create(inputs, new Shape(1, inputs.length)),
                                Mode.INFERENCE)
                        .logits();
        float[] last = logits.get("0,-1").logSoftmax(-1).toFloatArray();
        double[] wide = new double[last.length];
        for (int i = 0; i < last.length; i++) {
            wide[i] = last[i];
        }
        return wide;
    }
}

package org.captioner.decoder.search;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.captioner.dataset.text.Vocabulary;
import org.captioner.decoder.network.IncrementalDecoder;

/** Takes the most probable word at every step. */
public final class GreedySearch implements Search {
    private final SearchOptions options;
    private final Constraints constraints;

    GreedySearch(SearchOptions options, Constraints constraints) {
        this.options = options;
        this.constraints = constraints;
    }

    @Override
    public List<List<Hypothesis>> search(IncrementalDecoder decoder, NDList features) {
        int longest = Decoding.longest(options, decoder);
        try (Decoding decoding = new Decoding(decoder, features, 1, longest, constraints)) {
            return search(decoding, longest);
        }
    }

    private List<List<Hypothesis>> search(Decoding decoding, int longest) {
        int images = decoding.images();
        List<List<Integer>> sentences = new ArrayList<>();
        for (int image = 0; image < images; image++) {
            sentences.add(new ArrayList<>());
        }
        double[] logProbability = new double[images];
        boolean[] ended = new boolean[images];
        for (int length = 0; length <= longest && !all(ended); length++) {
            NDArray scores = decoding.logProbabilities();
            NDList best = scores.topK(1, 1, true, true);
            float[] bestScore = best.get(0).toFloatArray();
            long[] bestWord = best.get(1).toLongArray();
            if (length == longest) {
                bestScore = scores.get(":," + Vocabulary.END).toFloatArray();
                Arrays.fill(bestWord, Vocabulary.END);
            }
            for (int image = 0; image < images; image++) {
                if (!ended[image]) {
                    logProbability[image] += bestScore[image];
                    ended[image] = bestWord[image] == Vocabulary.END;
                    if (!ended[image]) {
                        sentences.get(image).add(Math.toIntExact(bestWord[image]));
                    }
                }
            }
            decoding.advance(bestWord);
        }
        List<List<Hypothesis>> found = new ArrayList<>();
        for (int image = 0; image < images; image++) {
            List<Integer> sentence = sentences.get(image);
            double score = options.score(logProbability[image], sentence.size());
            found.add(List.of(new Hypothesis(sentence, logProbability[image], score)));
        }
        return found;
    }

    private static boolean all(boolean[] flags) {
        for (boolean flag : flags) {
            if (!flag) {
                return false;
            }
        }
        return true;
    }
}

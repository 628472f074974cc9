package org.captioner.decoder.search;

import ai.djl.ndarray.NDArray;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;
import org.captioner.dataset.text.Vocabulary;
import org.captioner.decoder.network.CaptionDecoder;
import org.captioner.decoder.network.ImageMemory;
import org.captioner.decoder.network.Mode;

/** Every sentence that a rule on whole sentences lets pass, ranked; for small vocabularies. */
final class ExhaustiveSearch {
    private final SearchOptions options;
    private final CaptionDecoder decoder;
    private final Predicate<List<Integer>> rule;
    private final List<Hypothesis> found = new ArrayList<>();

    ExhaustiveSearch(SearchOptions options, CaptionDecoder decoder, Predicate<List<Integer>> rule) {
        this.options = options;
        this.decoder = decoder;
        this.rule = rule;
    }

    /** {@code grid} is (1, cells, channels). */
    List<Hypothesis> search(NDArray grid) {
        visit(decoder.encodeMemory(grid, Mode.INFERENCE), grid, List.of(), 0);
        found.sort(Comparator.comparingDouble(Hypothesis::score).reversed());
        return found.subList(0, Math.min(options.beams(), found.size()));
    }

    private void visit(ImageMemory memory, NDArray grid, List<Integer> words, double so) {
        double[] next =
                new ReferenceSearch(options, decoder)
                        .nextLogProbabilities(memory, words, grid.getManager());
        if (rule.test(words)) {
            double whole = so + next[Vocabulary.END];
            found.add(new Hypothesis(words, whole, options.score(whole, words.size())));
        }
        if (words.size() < options.maximumLength()) {
            for (int word = Vocabulary.UNKNOWN + 1; word < next.length; word++) {
                List<Integer> longer = new ArrayList<>(words);
                longer.add(word);
                visit(memory, grid, longer, so + next[word]);
            }
        }
    }
}

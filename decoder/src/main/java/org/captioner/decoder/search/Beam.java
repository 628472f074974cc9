package org.captioner.decoder.search;

import java.util.ArrayList;
import java.util.List;
import org.captioner.dataset.text.Vocabulary;

/** The hypotheses of one image while a beam search runs. */
final class Beam {
    private final SearchOptions options;
    private final int wanted;
    private final int longest;
    private final FinishedSentences finished;
    private List<Live> live = new ArrayList<>();

    /** A sentence that has not ended, and the row of the last step that it grew from. */
    private record Live(List<Integer> words, double logProbability, int parent) {}

    /**
     * @param wanted how many finished sentences must be beyond displacement for the end
     * @param longest sentence, in words
     */
    Beam(SearchOptions options, int wanted, int longest) {
        this.options = options;
        this.wanted = wanted;
        this.longest = longest;
        finished = new FinishedSentences(options);
        live.add(new Live(List.of(), 0, 0));
    }

    /**
     * Grows every live sentence by one word.
     *
     * @param logProbabilities of the candidates, the preferred first, which is usually the most
     *     probable; those from the first impossible one on are ignored
     * @param rows the row of this beam each candidate grows from, in [0, beams)
     * @param words the word each candidate adds
     */
    void grow(float[] logProbabilities, int[] rows, int[] words) {
        List<Live> grown = new ArrayList<>(options.beams());
        for (int i = 0; i < words.length && grown.size() < options.beams(); i++) {
            double logProbability = logProbabilities[i];
            if (logProbability < Decoding.LEAST_POSSIBLE) {
                break;
            }
            List<Integer> before = live.get(rows[i]).words();
            if (words[i] == Vocabulary.END) {
                finished.add(before, logProbability);
            } else {
                List<Integer> longer = new ArrayList<>(before);
                longer.add(words[i]);
                grown.add(new Live(longer, logProbability, rows[i]));
            }
        }
        live = grown;
    }

    /** Ends all live sentences; {@code endLogProbabilities} holds one value per row. */
    void close(float[] endLogProbabilities) {
        for (int row = 0; row < live.size(); row++) {
            Live each = live.get(row);
            finished.add(each.words(), each.logProbability() + endLogProbabilities[row]);
        }
        live = List.of();
    }

    /** Whether no live sentence can still displace a finished one that is wanted. */
    boolean isDone() {
        double most =
                live.stream().mapToDouble(Live::logProbability).max().orElse(Decoding.IMPOSSIBLE);
        return live.isEmpty() || finished.areBeyond(most, longest, wanted);
    }

    /** The words that the live sentences ended with when they last grew. */
    List<Integer> lastWords() {
        return live.stream().map(each -> each.words().get(each.words().size() - 1)).toList();
    }

    /** Fills this beam's rows for the next step; rows without a sentence get no chance. */
    void fill(long[] parents, long[] words, float[] logProbabilities, int firstRow) {
        for (int row = 0; row < options.beams(); row++) {
            int index = firstRow + row;
            if (row < live.size()) {
                Live each = live.get(row);
                parents[index] = (long) firstRow + each.parent();
                words[index] = each.words().get(each.words().size() - 1);
                logProbabilities[index] = (float) each.logProbability();
            } else {
                parents[index] = firstRow;
                words[index] = Vocabulary.END;
                logProbabilities[index] = Decoding.IMPOSSIBLE;
            }
        }
    }

    /** The finished sentences, best first. */
    List<Hypothesis> hypotheses() {
        return finished.ranked();
    }
}

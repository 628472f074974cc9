package org.captioner.decoder.search;

import java.util.ArrayList;
import java.util.List;
import org.captioner.dataset.text.Vocabulary;

/** The hypotheses of one image while a beam search runs. */
final class Beam {
    private final SearchOptions options;
    private final int wanted;
    private final int longest;
    private final List<Hypothesis> finished = new ArrayList<>();
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
        live.add(new Live(List.of(), 0, 0));
    }

    /**
     * Grows every live sentence by one word.
     *
     * @param logProbabilities of the candidates, falling; those of impossible rows are ignored
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
                finish(before, logProbability);
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
            finish(each.words(), each.logProbability() + endLogProbabilities[row]);
        }
        live = List.of();
    }

    private void finish(List<Integer> words, double logProbability) {
        double score = options.score(logProbability, words.size());
        int place = finished.size();
        while (place > 0 && finished.get(place - 1).score() < score) {
            place--;
        }
        finished.add(place, new Hypothesis(words, logProbability, score));
        if (finished.size() > options.beams()) {
            finished.remove(finished.size() - 1);
        }
    }

    /**
     * Whether no live sentence can still displace a finished one that is wanted. Log probabilities
     * only fall, so the most a live sentence can reach is its present one divided by the longest
     * length.
     */
    boolean isDone() {
        if (live.isEmpty()) {
            return true;
        }
        if (finished.size() < wanted) {
            return false;
        }
        double attainable = options.score(live.get(0).logProbability(), longest);
        return finished.get(wanted - 1).score() >= attainable;
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
        return List.copyOf(finished);
    }
}

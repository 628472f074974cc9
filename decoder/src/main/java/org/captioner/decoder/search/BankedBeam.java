package org.captioner.decoder.search;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.captioner.dataset.text.Vocabulary;

/** The hypotheses of one image in banks by how many forced words they hold. */
final class BankedBeam {
    private final SearchOptions options;
    private final List<Integer> forced;
    private final int wanted;
    private final int longest;
    private final FinishedSentences finished;
    private List<List<Live>> banks = new ArrayList<>();

    /** A sentence that has not ended, and the row of the last step that it grew from. */
    private record Live(List<Integer> words, double logProbability, int parent) {}

    /**
     * A sentence one word longer.
     *
     * @param logProbability of all its words
     * @param row that it grows from, in [0, banks * beams)
     * @param word that it adds
     */
    record Candidate(double logProbability, int row, int word) {}

    /**
     * @param wanted how many finished sentences must be beyond displacement for the end
     * @param longest sentence, in words
     */
    BankedBeam(SearchOptions options, List<Integer> forced, int wanted, int longest) {
        this.options = options;
        this.forced = forced;
        this.wanted = wanted;
        this.longest = longest;
        finished = new FinishedSentences(options);
        banks.add(List.of(new Live(List.of(), 0, 0)));
        while (banks.size() <= forced.size()) {
            banks.add(List.of());
        }
    }

    /** The forced words that the sentence of a row lacks; none if the row has no sentence. */
    List<Integer> missing(int row) {
        List<Live> bank = banks.get(row / options.beams());
        int place = row % options.beams();
        return place < bank.size() ? missing(bank.get(place).words()) : List.of();
    }

    private List<Integer> missing(List<Integer> words) {
        return forced.stream().filter(word -> !words.contains(word)).toList();
    }

    /** Grows every live sentence by one word; a done beam stays as it is. */
    void grow(List<Candidate> candidates) {
        if (isDone()) {
            return;
        }
        candidates.sort(Comparator.comparingDouble(Candidate::logProbability).reversed());
        List<List<Live>> grown = new ArrayList<>();
        banks.forEach(bank -> grown.add(new ArrayList<>()));
        for (Candidate candidate : candidates) {
            if (candidate.logProbability() < Decoding.LEAST_POSSIBLE) {
                break;
            }
            Live parent =
                    banks.get(candidate.row() / options.beams())
                            .get(candidate.row() % options.beams());
            List<Integer> words = new ArrayList<>(parent.words());
            if (candidate.word() == Vocabulary.END) {
                if (grown.get(forced.size()).size() < options.beams()) {
                    finished.add(words, candidate.logProbability());
                }
                continue;
            }
            words.add(candidate.word());
            int missing = missing(words).size();
            List<Live> bank = grown.get(forced.size() - missing);
            // A sentence with no room for what it lacks only takes a place.
            if (words.size() + missing <= longest && bank.size() < options.beams()) {
                bank.add(new Live(words, candidate.logProbability(), candidate.row()));
            }
        }
        banks = grown;
    }

    /** Ends the sentences with all words; {@code endLogProbabilities} holds one value per row. */
    void close(float[] endLogProbabilities) {
        if (isDone()) {
            return;
        }
        List<Live> whole = banks.get(forced.size());
        for (int place = 0; place < whole.size(); place++) {
            Live each = whole.get(place);
            double end = endLogProbabilities[forced.size() * options.beams() + place];
            finished.add(each.words(), each.logProbability() + end);
        }
        banks = banks.stream().map(bank -> List.<Live>of()).toList();
    }

    /** Whether no live sentence can still displace a finished one that is wanted. */
    boolean isDone() {
        double most = Decoding.IMPOSSIBLE;
        for (List<Live> bank : banks) {
            if (!bank.isEmpty()) {
                most = Math.max(most, bank.get(0).logProbability());
            }
        }
        return banks.stream().allMatch(List::isEmpty) || finished.areBeyond(most, longest, wanted);
    }

    /** Fills this beam's rows for the next step; rows without a sentence get no chance. */
    void fill(long[] parents, long[] words, float[] logProbabilities, int firstRow) {
        for (int row = 0; row < banks.size() * options.beams(); row++) {
            int index = firstRow + row;
            List<Live> bank = banks.get(row / options.beams());
            int place = row % options.beams();
            parents[index] = firstRow;
            words[index] = Vocabulary.END;
            logProbabilities[index] = Decoding.IMPOSSIBLE;
            if (place < bank.size()) {
                Live each = bank.get(place);
                parents[index] = (long) firstRow + each.parent();
                words[index] = each.words().isEmpty() ? Vocabulary.START : last(each.words());
                logProbabilities[index] = (float) each.logProbability();
            }
        }
    }

    private static int last(List<Integer> words) {
        return words.get(words.size() - 1);
    }

    /** The finished sentences, best first. */
    List<Hypothesis> hypotheses() {
        return finished.ranked();
    }
}

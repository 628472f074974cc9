package org.captioner.decoder.search;

import java.util.ArrayList;
import java.util.List;

/** The best sentences of one image that have ended, ranked. */
final class FinishedSentences {
    private final SearchOptions options;
    private final List<Hypothesis> ranked = new ArrayList<>();

    /** Keeps as many as the options have beams. */
    FinishedSentences(SearchOptions options) {
        this.options = options;
    }

    /** Puts a sentence behind those that are at least as good. */
    void add(List<Integer> words, double logProbability) {
        double score = options.score(logProbability, words.size());
        int place = ranked.size();
        while (place > 0 && ranked.get(place - 1).score() < score) {
            place--;
        }
        ranked.add(place, new Hypothesis(words, logProbability, score));
        if (ranked.size() > options.beams()) {
            ranked.remove(ranked.size() - 1);
        }
    }

    /**
     * Whether no live sentence can displace one of the first {@code wanted}. Log probabilities only
     * fall, so the most a live sentence can reach is its present one divided by the longest length.
     *
     * @param live the highest log probability of a sentence that has not ended
     * @param longest sentence, in words
     */
    boolean areBeyond(double live, int longest, int wanted) {
        return ranked.size() >= wanted
                && ranked.get(wanted - 1).score() >= options.score(live, longest);
    }

    /** Best first. */
    List<Hypothesis> ranked() {
        return List.copyOf(ranked);
    }
}

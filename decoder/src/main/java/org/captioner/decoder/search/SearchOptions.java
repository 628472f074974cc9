package org.captioner.decoder.search;

import com.fasterxml.jackson.annotation.JsonIgnore;
import org.captioner.dataset.InputException;

/**
 * How a sentence is searched for.
 *
 * @param beams hypotheses kept per image, at least 1; 1 is greedy search
 * @param lengthNormalization the power of the length that a log probability is divided by before
 *     sentences are compared, in [0, 2]; 0 favours short sentences, 1 compares means per word
 * @param maximumLength the longest sentence in words, at least 1; a decoder's own limit holds too
 */
public record SearchOptions(int beams, double lengthNormalization, int maximumLength) {
    private static final int MOST_BEAMS = 100;

    public SearchOptions {
        if (beams < 1 || beams > MOST_BEAMS) {
            throw new InputException(
                    "beam size is " + beams + "; it must be from 1 to " + MOST_BEAMS);
        }
        if (!(lengthNormalization >= 0 && lengthNormalization <= 2)) {
            throw new InputException(
                    "length normalization is " + lengthNormalization + "; it must be from 0 to 2");
        }
        if (maximumLength < 1) {
            throw new InputException(
                    "maximum length is " + maximumLength + "; it must be at least 1 word");
        }
    }

    /** Greedy search up to a length. */
    public static SearchOptions greedy(int maximumLength) {
        return new SearchOptions(1, 0.7, maximumLength);
    }

    /** The same search with another number of beams. */
    public SearchOptions withBeams(int other) {
        return new SearchOptions(other, lengthNormalization, maximumLength);
    }

    /** A label for tables: {@code greedy}, {@code beam 3}. */
    @JsonIgnore
    public String label() {
        return beams == 1 ? "greedy" : "beam " + beams;
    }

    /** The search these options describe. */
    @JsonIgnore
    public Search search() {
        return search(beams);
    }

    /**
     * A search that finds the same best sentence, to the bit, and ends as soon as it is sure of it;
     * what it gives behind the best is of no use.
     */
    @JsonIgnore
    public Search searchForBest() {
        return search(1);
    }

    private Search search(int wanted) {
        return new FixedBlocks(beams == 1 ? new GreedySearch(this) : new BeamSearch(this, wanted));
    }

    /** A log probability as sentences are compared by it; {@code words} excludes the end marker. */
    double score(double logProbability, int words) {
        return logProbability / Math.pow(words + 1.0, lengthNormalization);
    }
}

package org.captioner.decoder.search;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import org.captioner.dataset.InputException;
import org.captioner.dataset.text.Vocabulary;

/**
 * How a sentence is searched for. JSON holds all but the method, and the rules where there are
 * some.
 *
 * @param beams hypotheses kept per image, at least 1; 1 is greedy search
 * @param lengthNormalization the power of the length that a log probability is divided by before
 *     sentences are compared, in [0, 2]; 0 favours short sentences, 1 compares means per word
 * @param maximumLength the longest sentence in words, at least 1; a decoder's own limit holds too
 * @param rules that every sentence keeps
 * @param method by which sentences are chosen
 */
@JsonIgnoreProperties("method")
public record SearchOptions(
        int beams,
        double lengthNormalization,
        int maximumLength,
        @JsonInclude(value = JsonInclude.Include.CUSTOM, valueFilter = NoRules.class)
                SearchRules rules,
        SearchMethod method) {
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
        if (rules.minimumLength() > maximumLength || rules.forced().size() > maximumLength) {
            throw new InputException(
                    "captions of at most "
                            + maximumLength
                            + " words cannot have "
                            + Math.max(rules.minimumLength(), rules.forced().size())
                            + "; raise the maximum length");
        }
    }

    /** The most probable captions, without rules. */
    public SearchOptions(int beams, double lengthNormalization, int maximumLength) {
        this(beams, lengthNormalization, maximumLength, SearchRules.NONE, new BestBeams());
    }

    /** Those of a bundle. */
    @JsonCreator
    static SearchOptions stored(
            @JsonProperty("beams") int beams,
            @JsonProperty("lengthNormalization") double lengthNormalization,
            @JsonProperty("maximumLength") int maximumLength,
            @JsonProperty("rules") SearchRules rules) {
        return new SearchOptions(beams, lengthNormalization, maximumLength, rules, new BestBeams());
    }

    /** Greedy search up to a length. */
    public static SearchOptions greedy(int maximumLength) {
        return new SearchOptions(1, 0.7, maximumLength);
    }

    /** The same search with another number of beams. */
    public SearchOptions withBeams(int other) {
        return new SearchOptions(other, lengthNormalization, maximumLength, rules, method);
    }

    /** The same search with other rules. */
    public SearchOptions withRules(SearchRules other) {
        return new SearchOptions(beams, lengthNormalization, maximumLength, other, method);
    }

    /** The same search by another method. */
    public SearchOptions withMethod(SearchMethod other) {
        return new SearchOptions(beams, lengthNormalization, maximumLength, rules, other);
    }

    /**
     * Whether captions are the most probable that greedy or beam search finds, as {@link BestBeams}
     * has it: no samples, no diverse groups, no consensus.
     */
    @JsonIgnore
    public boolean isMostProbable() {
        return method.equals(new BestBeams());
    }

    /** A label for tables: {@code greedy}, {@code beam 3}. */
    @JsonIgnore
    public String label() {
        return method.label(this);
    }

    /**
     * The search these options describe.
     *
     * @param vocabulary of the decoder, which rules on words need
     * @throws InputException if the method does not go with the other options, or the vocabulary
     *     lacks a word of the rules
     */
    public Search search(Vocabulary vocabulary) {
        return search(vocabulary, beams);
    }

    /**
     * A search that finds the same best sentence, to the bit, and ends as soon as it is sure of it;
     * what it gives behind the best is of no use. Otherwise as {@link #search(Vocabulary)}.
     */
    public Search searchForBest(Vocabulary vocabulary) {
        return search(vocabulary, 1);
    }

    private Search search(Vocabulary vocabulary, int wanted) {
        method.check(this);
        return new FixedBlocks(method.search(this, vocabulary, wanted));
    }

    /** A log probability as sentences are compared by it; {@code words} excludes the end marker. */
    double score(double logProbability, int words) {
        return logProbability / Math.pow(words + 1.0, lengthNormalization);
    }

    /** Only beam search sees to forced words. */
    static void refuseForcedWords(SearchOptions options, String method) {
        if (!options.rules().forced().isEmpty()) {
            throw new InputException(
                    "forced words do not go with "
                            + method
                            + "; leave out either, since only beam search can force a word");
        }
    }
}

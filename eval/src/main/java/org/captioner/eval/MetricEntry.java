package org.captioner.eval;

import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * What the registry knows of a metric. Help, documents, reports and training follow it.
 *
 * @param id as {@code --metrics} takes it: lower case, such as {@code bleu}
 * @param otherNames further names that are in use, in any case and punctuation
 * @param description one line for help and documents
 * @param scores ids of the scores it yields, such as {@code bleu-4}, in their order; see {@link
 *     #scoreId}
 * @param displayScale by what tables multiply the scores, such as 100
 * @param cost of scoring one caption
 * @param input what its tokens have to be
 * @param takes what of a context its scores depend on
 * @param factory creates it
 */
public record MetricEntry(
        String id,
        List<String> otherNames,
        String description,
        List<String> scores,
        double displayScale,
        Cost cost,
        Input input,
        Set<MetricContext.Extra> takes,
        MetricFactory factory) {
    /** By what the literature multiplies scores. */
    public static final double PERCENT = 100;

    /** How expensive one caption is. */
    public enum Cost {
        /** Tens of microseconds: scored at every step of self-critical training. */
        MICROSECONDS,
        /** About a millisecond: good for dev scores, and as a reward where time is no matter. */
        MILLISECONDS,
        /** A parse of every caption not seen before: too slow for training. */
        PARSING
    }

    /** What a metric's tokens have to be. */
    public enum Input {
        /** Tokens are equal or not, whatever they are: ids of words will do. */
        ANY_TOKENS,
        /** English words: stems, synonyms or parses matter. */
        WORDS
    }

    public MetricEntry {
        otherNames = List.copyOf(otherNames);
        scores = List.copyOf(scores);
        takes = Set.copyOf(takes);
        if (scores.isEmpty()) {
            throw new IllegalArgumentException("metric " + id + " yields no score");
        }
    }

    /**
     * The id of a score by the name that results and tables give it: lower case, without a remark
     * in parentheses. {@code METEOR (exact, stem, synonym)} has the id {@code meteor}.
     */
    public static String scoreId(String scoreName) {
        int remark = scoreName.indexOf(" (");
        String name = remark < 0 ? scoreName : scoreName.substring(0, remark);
        return name.toLowerCase(Locale.ROOT);
    }

    /** Whether every score of an image is defined and computed fast enough to be a reward. */
    public boolean isReward() {
        return cost != Cost.PARSING;
    }
}

package org.captioner.decoder.search;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.util.ArrayList;
import java.util.List;
import org.captioner.dataset.InputException;
import org.captioner.dataset.text.Vocabulary;

/**
 * What captions must be, whichever way they are searched for. Rules change which sentences may be
 * chosen and no probability.
 *
 * <pre>{@code
 * SearchOptions search =
 *         captioner.searchDefaults().withRules(SearchRules.NONE.withForced(List.of("dog")));
 * }</pre>
 *
 * @param defects whether repetitions and unfinished sentences are ruled out
 * @param noRepeatNgram no sequence of so many words twice in a caption; 0 for no such rule
 * @param minimumLength no caption of fewer words; 0 for no such rule
 * @param forbidden words of no caption
 * @param forced words of every caption, in any order, at most 8
 */
public record SearchRules(
        DefectPolicy defects,
        int noRepeatNgram,
        int minimumLength,
        List<String> forbidden,
        List<String> forced) {
    /** No rule: the most probable captions that a search finds. */
    public static final SearchRules NONE =
            new SearchRules(DefectPolicy.ALLOW, 0, 0, List.of(), List.of());

    private static final int MOST_FORCED = 8;

    public SearchRules {
        forbidden = forbidden.stream().distinct().toList();
        forced = forced.stream().distinct().toList();
        if (noRepeatNgram < 0) {
            throw new InputException(
                    "the n-gram length that may not repeat is "
                            + noRepeatNgram
                            + "; it must be at least 1, or 0 for no such rule");
        }
        if (minimumLength < 0) {
            throw new InputException(
                    "minimum length is " + minimumLength + "; it must be at least 0 words");
        }
        if (forced.size() > MOST_FORCED) {
            throw new InputException(
                    forced.size()
                            + " words are forced into each caption; force at most "
                            + MOST_FORCED);
        }
        for (String word : forced) {
            if (forbidden.contains(word)) {
                throw new InputException(
                        "the word '" + word + "' is both forced and forbidden; choose one");
            }
        }
    }

    /** The same with another policy on defects. */
    public SearchRules withDefects(DefectPolicy other) {
        return new SearchRules(other, noRepeatNgram, minimumLength, forbidden, forced);
    }

    /** The same with another n-gram length that may not repeat. */
    public SearchRules withNoRepeatNgram(int other) {
        return new SearchRules(defects, other, minimumLength, forbidden, forced);
    }

    /** The same with another minimum length. */
    public SearchRules withMinimumLength(int other) {
        return new SearchRules(defects, noRepeatNgram, other, forbidden, forced);
    }

    /** The same with other forbidden words. */
    public SearchRules withForbidden(List<String> other) {
        return new SearchRules(defects, noRepeatNgram, minimumLength, other, forced);
    }

    /** The same with other forced words. */
    public SearchRules withForced(List<String> other) {
        return new SearchRules(defects, noRepeatNgram, minimumLength, forbidden, other);
    }

    /** Whether there is none. */
    @JsonIgnore
    public boolean isNone() {
        return equals(NONE);
    }

    /** In words, as {@code evaluate} prints them; empty for none. */
    @JsonIgnore
    public List<String> labels() {
        List<String> labels = new ArrayList<>();
        if (defects == DefectPolicy.AVOID) {
            labels.add("no repetitions and unfinished sentences");
        }
        if (noRepeatNgram > 0) {
            labels.add("no " + noRepeatNgram + "-gram twice");
        }
        if (minimumLength > 0) {
            labels.add("at least " + minimumLength + " words");
        }
        if (!forbidden.isEmpty()) {
            labels.add("without " + String.join(", ", forbidden));
        }
        if (!forced.isEmpty()) {
            labels.add("with " + String.join(", ", forced));
        }
        return labels;
    }

    /**
     * The rules on ids.
     *
     * @throws InputException if the vocabulary lacks a forced or forbidden word
     */
    Constraints constraints(Vocabulary vocabulary) {
        List<Constraint> constraints = new ArrayList<>();
        if (noRepeatNgram > 0) {
            constraints.add(new NgramBlocking(noRepeatNgram));
        }
        if (minimumLength > 0) {
            constraints.add(new MinimumLength(minimumLength));
        }
        if (defects == DefectPolicy.AVOID) {
            constraints.add(new NoRepetition(vocabulary));
            constraints.add(NoOpenEnd.in(vocabulary));
        }
        return new Constraints(constraints, ids(forbidden, vocabulary), ids(forced, vocabulary));
    }

    private static List<Integer> ids(List<String> words, Vocabulary vocabulary) {
        List<Integer> ids = new ArrayList<>();
        for (String word : words) {
            int id = vocabulary.id(word);
            if (id <= Vocabulary.UNKNOWN) {
                throw new InputException(
                        "the model does not know the word '"
                                + word
                                + "'; name one word of its vocabulary.json, in lower case");
            }
            ids.add(id);
        }
        return ids;
    }
}

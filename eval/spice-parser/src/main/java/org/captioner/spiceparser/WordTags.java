package org.captioner.spiceparser;

import edu.stanford.nlp.parser.lexparser.IntTaggedWord;
import edu.stanford.nlp.parser.lexparser.LexicalizedParser;
import java.util.Arrays;
import java.util.Iterator;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/**
 * The tags that a word can have, with their scores, as the lexicon gives them.
 *
 * <p>The lexicon remembers the last unknown word that it saw, by number and position, and is not
 * made for several threads; hence each unknown word gets a number of its own, and callers of the
 * lexicon hold the monitor of the parser. Thread-safe.
 */
final class WordTags {
    /** States of the grammar and their scores. */
    static final class Tags {
        final int[] states;
        final float[] scores;

        private Tags(int[] states, float[] scores) {
            this.states = states;
            this.scores = scores;
        }
    }

    private record Place(String word, int position) {}

    /** Beyond every number of the lexicon's own words. */
    private static final int FIRST_UNKNOWN = 1 << 30;

    private static final int MOST_REMEMBERED = 200_000;

    private final LexicalizedParser parser;
    private final Grammar grammar;
    private final Function<String, String> spelling;
    private final Map<Place, Tags> remembered = new ConcurrentHashMap<>();
    private int unknownWords;

    WordTags(LexicalizedParser parser, Grammar grammar) {
        this.parser = parser;
        this.grammar = grammar;
        Function<String, String> own = parser.getOp().wordFunction;
        this.spelling = own == null ? Function.identity() : own;
    }

    /**
     * The tags of a word.
     *
     * @param position in its sentence, from 0; a lexicon may treat the first word specially
     */
    Tags of(String word, int position) {
        Place place = new Place(word, position);
        Tags tags = remembered.get(place);
        if (tags == null) {
            if (remembered.size() >= MOST_REMEMBERED) {
                remembered.clear();
            }
            synchronized (parser) {
                tags = query(spelling.apply(word), position);
            }
            remembered.put(place, tags);
        }
        return tags;
    }

    private Tags query(String word, int position) {
        int known = parser.wordIndex.indexOf(word);
        int number = known >= 0 ? known : FIRST_UNKNOWN + unknownWords++;
        int[] states = new int[parser.tagIndex.size()];
        float[] scores = new float[states.length];
        int count = 0;
        Iterator<IntTaggedWord> each = parser.lex.ruleIteratorByWord(number, position, null);
        while (each.hasNext()) {
            IntTaggedWord tagged = each.next();
            float score = parser.lex.score(tagged, position, word, null);
            if (score > Float.NEGATIVE_INFINITY) {
                String tag = parser.tagIndex.get(tagged.tag());
                states[count] = grammar.number(parser.stateIndex.indexOf(tag));
                scores[count++] = score;
            }
        }
        return new Tags(Arrays.copyOf(states, count), Arrays.copyOf(scores, count));
    }
}

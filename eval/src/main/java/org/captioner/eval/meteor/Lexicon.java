package org.captioner.eval.meteor;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.captioner.eval.wordnet.WordNet;
import org.tartarus.snowball.ext.EnglishStemmer;

/** The words of one evaluation, each looked up once. Thread-safe. */
final class Lexicon {
    private static final int USUAL_VOCABULARY = 1 << 13;

    private final WordNet wordnet = WordNet.shared();
    private final Map<String, Word> words = new ConcurrentHashMap<>(USUAL_VOCABULARY);
    private final Map<String, Integer> stems = new ConcurrentHashMap<>();
    private final AtomicInteger nextStem = new AtomicInteger();
    private final ThreadLocal<EnglishStemmer> stemmers =
            ThreadLocal.withInitial(EnglishStemmer::new);

    /** The words of a normalised caption. */
    Word[] words(List<String> tokens) {
        Word[] result = new Word[tokens.size()];
        for (int i = 0; i < result.length; i++) {
            result[i] = word(tokens.get(i));
        }
        return result;
    }

    private Word word(String token) {
        Word known = words.get(token);
        return known != null ? known : words.computeIfAbsent(token, this::lookUp);
    }

    private Word lookUp(String token) {
        EnglishStemmer stemmer = stemmers.get();
        stemmer.setCurrent(token);
        stemmer.stem();
        int stem = stems.computeIfAbsent(stemmer.getCurrent(), s -> nextStem.getAndIncrement());
        return new Word(stem, wordnet.synsetIds(token), FunctionWords.contains(token));
    }
}

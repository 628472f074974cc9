package org.captioner.eval.wordnet;

import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The synsets of a word in WordNet 3.0 (Miller, 1995), as METEOR 1.5 (Denkowski and Lavie, 2014)
 * and SPICE (Anderson et al., 2016) use them.
 *
 * <p>A synset is named by its byte offset in WordNet's data file, without the part of speech. 282
 * offsets occur in two files, so that unrelated words can share an id ({@code down} and {@code
 * standing}); both metrics' published numbers contain that, hence so does this class.
 *
 * <pre>{@code
 * WordNet wordnet = WordNet.shared();
 * wordnet.shareSynset("bikes", "bicycle");   // true
 * }</pre>
 *
 * <p>Thread-safe. Holds some 6 MB, the index files as they are.
 */
public final class WordNet {
    /** The version whose offsets are the ids. */
    public static final String VERSION = "3.0";

    /** Enough for the vocabulary of any caption corpus; beyond it words are looked up anew. */
    private static final int CACHED_WORDS = 50_000;

    /** In an index line, after the lemma: part of speech, then the number of synsets. */
    private static final int SYNSET_COUNT_FIELD = 1;

    private static volatile @Nullable WordNet shared;

    private final List<DictionaryFile> indexes;
    private final BaseForms baseForms;
    private final ConcurrentMap<String, int[]> cache = new ConcurrentHashMap<>();

    private WordNet() {
        List<String> parts = List.of("noun", "verb", "adj", "adv");
        this.indexes = parts.stream().map(part -> DictionaryFile.load("index." + part)).toList();
        List<DictionaryFile> exceptions =
                parts.stream().map(part -> DictionaryFile.load(part + ".exc")).toList();
        this.baseForms = new BaseForms(exceptions, this::contains);
    }

    /**
     * The dictionary, read on first use from the WordNet artefact on the class path.
     *
     * @throws IllegalStateException if the artefact is missing
     */
    public static WordNet shared() {
        WordNet known = shared;
        return known == null ? read() : known;
    }

    private static synchronized WordNet read() {
        if (shared == null) {
            shared = new WordNet();
        }
        return shared;
    }

    /**
     * Starts reading the dictionary beside other work, so that {@link #shared()} waits less or not
     * at all. A failure shows there.
     */
    public static void prepare() {
        Thread reader = new Thread(WordNet::shared, "wordnet");
        reader.setDaemon(true);
        reader.setUncaughtExceptionHandler((thread, failure) -> {});
        reader.start();
    }

    /**
     * Ids of all synsets of a word and of its base forms.
     *
     * @param word lower-cased; of several words, joined by underscores
     * @return ascending, distinct; empty if the word is unknown; the caller's to keep
     */
    public int[] synsetIds(String word) {
        return cachedIds(word).clone();
    }

    /** Whether two lower-cased words have a synset in common, themselves or by a base form. */
    public boolean shareSynset(String one, String other) {
        int[] left = cachedIds(one);
        int[] right = cachedIds(other);
        int i = 0;
        int j = 0;
        while (i < left.length && j < right.length) {
            if (left[i] == right[j]) {
                return true;
            }
            if (left[i] < right[j]) {
                i++;
            } else {
                j++;
            }
        }
        return false;
    }

    private int[] cachedIds(String word) {
        int[] ids = cache.get(word);
        if (ids == null) {
            ids = lookUp(word);
            if (cache.size() < CACHED_WORDS) {
                cache.put(word, ids);
            }
        }
        return ids;
    }

    private int[] lookUp(String word) {
        return Stream.concat(Stream.of(word), baseForms.of(word).stream())
                .distinct()
                .flatMapToInt(this::idsOfLemma)
                .sorted()
                .distinct()
                .toArray();
    }

    private IntStream idsOfLemma(String lemma) {
        return indexes.stream().map(index -> index.fields(lemma)).flatMapToInt(WordNet::offsets);
    }

    /** An index line ends with as many offsets as the word has synsets. */
    private static IntStream offsets(List<String> fields) {
        if (fields.isEmpty()) {
            return IntStream.empty();
        }
        int count = Integer.parseInt(fields.get(SYNSET_COUNT_FIELD));
        return fields.subList(fields.size() - count, fields.size()).stream()
                .mapToInt(Integer::parseInt);
    }

    private boolean contains(String lemma) {
        return indexes.stream().anyMatch(index -> index.contains(lemma));
    }
}

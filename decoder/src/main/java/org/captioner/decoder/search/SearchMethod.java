package org.captioner.decoder.search;

import org.captioner.dataset.text.Vocabulary;

/** How captions are chosen within {@link SearchOptions}; {@link BestBeams} unless asked for. */
public sealed interface SearchMethod permits BestBeams, DiverseGroups, Sampling, Consensus {
    /**
     * Checks what it needs of the options.
     *
     * @throws org.captioner.dataset.InputException if they do not go together
     */
    void check(SearchOptions options);

    /**
     * The search.
     *
     * @param wanted hypotheses per image that must be right, from 1 to the number of beams
     * @throws org.captioner.dataset.InputException if the vocabulary lacks a word of the rules
     */
    Search search(SearchOptions options, Vocabulary vocabulary, int wanted);

    /** A label for tables: {@code greedy}, {@code beam 3}. */
    String label(SearchOptions options);
}

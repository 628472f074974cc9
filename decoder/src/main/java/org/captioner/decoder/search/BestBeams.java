package org.captioner.decoder.search;

import org.captioner.dataset.text.Vocabulary;

/** The most probable captions: greedy search with one beam, beam search with more. */
public record BestBeams() implements SearchMethod {
    @Override
    public void check(SearchOptions options) {}

    @Override
    public Search search(SearchOptions options, Vocabulary vocabulary, int wanted) {
        Constraints constraints = options.rules().constraints(vocabulary);
        if (!constraints.forced().isEmpty()) {
            return new ForcedWordSearch(options, constraints, wanted);
        }
        return options.beams() == 1
                ? new GreedySearch(options, constraints)
                : new BeamSearch(options, constraints, wanted);
    }

    @Override
    public String label(SearchOptions options) {
        return options.beams() == 1 ? "greedy" : "beam " + options.beams();
    }
}

package org.captioner.decoder.search;

import java.util.ArrayList;
import java.util.List;
import org.captioner.dataset.InputException;
import org.captioner.dataset.text.Vocabulary;

/**
 * Minimum-Bayes-risk choice: of many candidates the one that is most like the others. {@link
 * ConsensusSearch} has the formula. Candidates are the finished sentences of a beam search, and
 * samples where more are asked for than the search has beams.
 *
 * @param candidates at least 3 and at most 100
 * @param samples how samples are drawn
 */
public record Consensus(int candidates, Sampling samples) implements SearchMethod {
    private static final int FEWEST = 3;
    private static final int MOST = 100;

    public Consensus {
        if (candidates < FEWEST || candidates > MOST) {
            throw new InputException(
                    "the number of candidates is "
                            + candidates
                            + "; a consensus needs from "
                            + FEWEST
                            + " to "
                            + MOST);
        }
    }

    @Override
    public void check(SearchOptions options) {
        if (options.beams() > candidates) {
            throw new InputException(
                    "a consensus of "
                            + candidates
                            + " candidates leaves out some of "
                            + options.beams()
                            + " beams; use at most "
                            + candidates
                            + " as beam size");
        }
        if (candidates > options.beams()) {
            SearchOptions.refuseForcedWords(options, "a consensus with samples");
        }
    }

    @Override
    public Search search(SearchOptions options, Vocabulary vocabulary, int wanted) {
        int drawn = candidates - options.beams();
        List<Search> sources = new ArrayList<>();
        sources.add(new BestBeams().search(options, vocabulary, options.beams()));
        if (drawn > 0) {
            sources.add(
                    new SampleSearch(
                            options.withBeams(drawn),
                            samples,
                            options.rules().constraints(vocabulary)));
        }
        return new ConsensusSearch(sources, options.beams());
    }

    @Override
    public String label(SearchOptions options) {
        int drawn = candidates - options.beams();
        return "consensus of "
                + new BestBeams().label(options)
                + (drawn > 0 ? " and " + drawn + " samples (" + samples.settings() + ")" : "");
    }
}

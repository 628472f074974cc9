package org.captioner.decoder.search;

import org.captioner.dataset.InputException;
import org.captioner.dataset.text.Vocabulary;

/**
 * Diverse beam search: the beams are searched in groups, and each group avoids the words that the
 * groups before it have just chosen. {@link DiverseBeamSearch} has the formula.
 *
 * @param groups at least 2, a divisor of the number of beams
 * @param diversity by how much the log probability of a word falls for each beam of an earlier
 *     group that has chosen it at the same place, above 0
 */
public record DiverseGroups(int groups, double diversity) implements SearchMethod {
    public DiverseGroups {
        if (groups < 2) {
            throw new InputException(
                    "the number of groups is " + groups + "; it must be at least 2");
        }
        if (!(diversity > 0 && diversity <= 100)) {
            throw new InputException(
                    "diversity is " + diversity + "; it must be above 0 and at most 100");
        }
    }

    @Override
    public void check(SearchOptions options) {
        if (options.beams() % groups != 0) {
            throw new InputException(
                    options.beams()
                            + " beams cannot be shared out among "
                            + groups
                            + " groups; use a multiple of "
                            + groups
                            + " as beam size");
        }
        SearchOptions.refuseForcedWords(options, "diverse groups");
    }

    @Override
    public Search search(SearchOptions options, Vocabulary vocabulary, int wanted) {
        return new DiverseBeamSearch(options, this, options.rules().constraints(vocabulary));
    }

    @Override
    public String label(SearchOptions options) {
        return "beam " + options.beams() + " in " + groups + " groups, diversity " + diversity;
    }
}

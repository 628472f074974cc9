package org.captioner.decoder.search;

import java.util.ArrayList;
import java.util.List;
import org.captioner.dataset.InputException;
import org.captioner.dataset.text.Vocabulary;

/**
 * Captions drawn at random, as many for each photo as the options have beams. The seed and the
 * photo's features decide what is drawn, so a photo gets the same captions in any batch.
 *
 * @param temperature that log probabilities are divided by, above 0: below 1, probable words become
 *     more probable
 * @param topK only the so many most probable words are drawn (<a
 *     href="https://arxiv.org/abs/1805.04833">Fan et al. 2018</a>); 0 for all
 * @param topP only the fewest most probable words that together have this probability are drawn (<a
 *     href="https://arxiv.org/abs/1904.09751">Holtzman et al. 2020</a>), of those that {@code topK}
 *     leaves and at this temperature; above 0, 1 for all
 * @param seed of the draws
 */
public record Sampling(double temperature, int topK, double topP, long seed)
        implements SearchMethod {
    public Sampling {
        if (!(temperature > 0 && temperature <= 100)) {
            throw new InputException(
                    "temperature is " + temperature + "; it must be above 0 and at most 100");
        }
        if (topK < 0) {
            throw new InputException(
                    "top-k is " + topK + "; it must be at least 1, or 0 for all words");
        }
        if (!(topP > 0 && topP <= 1)) {
            throw new InputException("top-p is " + topP + "; it must be above 0 and at most 1");
        }
    }

    @Override
    public void check(SearchOptions options) {
        SearchOptions.refuseForcedWords(options, "sampling");
    }

    @Override
    public Search search(SearchOptions options, Vocabulary vocabulary, int wanted) {
        return new SampleSearch(options, this, options.rules().constraints(vocabulary));
    }

    @Override
    public String label(SearchOptions options) {
        String what = options.beams() == 1 ? "a sample" : "best of " + options.beams() + " samples";
        return what + " (" + settings() + ")";
    }

    /** Temperature, truncation and seed in words. */
    String settings() {
        List<String> parts = new ArrayList<>();
        parts.add("temperature " + temperature);
        if (topK > 0) {
            parts.add("top-k " + topK);
        }
        if (topP < 1) {
            parts.add("top-p " + topP);
        }
        parts.add("seed " + seed);
        return String.join(", ", parts);
    }
}

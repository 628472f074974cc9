package org.captioner.cli.command;

import java.util.ArrayList;
import java.util.List;
import org.captioner.dataset.InputException;
import org.captioner.decoder.search.Sampling;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** How captions are drawn at random. */
@OptionSection("Samples (with --sample or --consensus)")
final class SamplingMixin {
    @Option(
            names = "--sample",
            description = "Draw captions at random, as many as --n-best, instead of searching.")
    private boolean sample;

    @Option(
            names = "--temperature",
            paramLabel = "X",
            description =
                    "Below 1, probable words become more probable (1 with --sample, 0.5 with"
                            + " --consensus).")
    private @Nullable Double temperature;

    @Option(
            names = "--top-k",
            paramLabel = "N",
            description = "Only the N most probable next words (all).")
    private @Nullable Integer topK;

    @Option(
            names = "--top-p",
            paramLabel = "X",
            description =
                    "Only the fewest next words that have this probability together" + " (1).")
    private @Nullable Double topP;

    @Option(
            names = "--seed",
            paramLabel = "N",
            description = "Another seed draws other captions (1).")
    private @Nullable Long seed;

    /** Whether samples are wanted instead of a search. */
    boolean isWanted() {
        return sample;
    }

    /**
     * How samples are drawn.
     *
     * @param usualTemperature where none was given
     */
    Sampling method(double usualTemperature) {
        return new Sampling(
                temperature == null ? usualTemperature : temperature,
                topK == null ? 0 : topK,
                topP == null ? 1 : topP,
                seed == null ? 1 : seed);
    }

    /** Refuses options of samples where none are drawn. */
    void requireUnused() {
        List<String> given = new ArrayList<>();
        if (temperature != null) {
            given.add("--temperature");
        }
        if (topK != null) {
            given.add("--top-k");
        }
        if (topP != null) {
            given.add("--top-p");
        }
        if (seed != null) {
            given.add("--seed");
        }
        if (!given.isEmpty()) {
            throw new InputException(
                    given.get(0)
                            + " concerns samples; give --sample, or a --consensus of more"
                            + " candidates than beams");
        }
    }
}

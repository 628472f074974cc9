package org.captioner.cli.command;

import org.captioner.decoder.search.SearchOptions;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** How captions are searched for; the model's own where left out. */
@OptionSection("Search (the model's own settings without these)")
final class SearchMixin {
    @Option(names = "--beam", paramLabel = "N", description = "Beam size; 1 is greedy search.")
    private @Nullable Integer beams;

    @Option(
            names = "--length-normalization",
            paramLabel = "X",
            description =
                    "Power of the length that log probabilities are divided by, from 0 (short"
                            + " captions) to 2.")
    private @Nullable Double lengthNormalization;

    @Option(
            names = "--max-length",
            paramLabel = "WORDS",
            description = "The longest caption; the decoder's own limit holds too.")
    private @Nullable Integer maximumLength;

    /** The model's options with those replaced that were given. */
    SearchOptions over(SearchOptions model) {
        return new SearchOptions(
                beams == null ? model.beams() : beams,
                lengthNormalization == null ? model.lengthNormalization() : lengthNormalization,
                maximumLength == null ? model.maximumLength() : maximumLength);
    }
}

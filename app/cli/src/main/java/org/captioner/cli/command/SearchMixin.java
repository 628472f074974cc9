package org.captioner.cli.command;

import org.captioner.decoder.search.SearchOptions;
import picocli.CommandLine.Option;

/** The options that say how sentences are searched for; the model's own where left out. */
final class SearchMixin {
    @Option(
            names = "--beam",
            paramLabel = "N",
            description = "Sentences kept in mind while searching; 1 is greedy.")
    private Integer beams;

    @Option(
            names = "--length-normalization",
            paramLabel = "X",
            description =
                    "Power of the length that scores are divided by, from 0 (short sentences) to"
                            + " 2.")
    private Double lengthNormalization;

    @Option(
            names = "--max-length",
            paramLabel = "WORDS",
            description = "The longest sentence; the decoder's own limit holds too.")
    private Integer maximumLength;

    /** The model's options with those replaced that were given. */
    SearchOptions over(SearchOptions model) {
        return new SearchOptions(
                beams == null ? model.beams() : beams,
                lengthNormalization == null ? model.lengthNormalization() : lengthNormalization,
                maximumLength == null ? model.maximumLength() : maximumLength);
    }
}

package org.captioner.cli.command;

import java.util.ArrayList;
import java.util.List;
import org.captioner.dataset.InputException;
import org.captioner.decoder.search.Consensus;
import org.captioner.decoder.search.DefectPolicy;
import org.captioner.decoder.search.DiverseGroups;
import org.captioner.decoder.search.SearchMethod;
import org.captioner.decoder.search.SearchOptions;
import org.captioner.decoder.search.SearchRules;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** How captions are searched for; the model's own where left out. */
@OptionSection("Search (the model's own settings without these)")
final class SearchMixin {
    private static final double USUAL_DIVERSITY = 0.5;

    /** Samples at 1 are too unlike what the decoder finds probable to vote on it. */
    private static final double CANDIDATE_TEMPERATURE = 0.5;

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

    @Option(names = "--min-length", paramLabel = "WORDS", description = "The shortest caption.")
    private @Nullable Integer minimumLength;

    @Option(
            names = "--defects",
            paramLabel = "POLICY",
            description =
                    "allow or avoid captions such as 'a brown and brown dog' and those that break"
                            + " off.")
    private @Nullable DefectPolicy defects;

    @Option(
            names = "--no-repeat-ngram",
            paramLabel = "N",
            description = "No N words twice in a caption; 0 for no such rule.")
    private @Nullable Integer noRepeatNgram;

    @Option(
            names = "--forbid",
            paramLabel = "WORD",
            description = "A word of no caption; may be given several times.")
    private List<String> forbidden = List.of();

    @Option(
            names = "--force",
            paramLabel = "WORD",
            description =
                    "A word of every caption, wherever it fits best; may be given several times."
                            + " Takes as much more time as words are given.")
    private List<String> forced = List.of();

    @Option(
            names = "--groups",
            paramLabel = "N",
            description =
                    "Share the beams out among groups that avoid each other's words, so that"
                            + " --n-best differ more.")
    private @Nullable Integer groups;

    @Option(
            names = "--diversity",
            paramLabel = "X",
            description = "How much groups avoid them (" + USUAL_DIVERSITY + ").")
    private @Nullable Double diversity;

    @Option(
            names = "--consensus",
            paramLabel = "N",
            description =
                    "Of N candidates, the beams and samples, take the caption that is most like the"
                            + " others, by CIDEr-D.")
    private @Nullable Integer consensus;

    @Mixin private SamplingMixin sampling;

    /**
     * The model's options with those replaced that were given.
     *
     * @param captions wanted of each photo
     * @throws InputException if some do not go together
     */
    SearchOptions over(SearchOptions model, int captions) {
        SearchOptions chosen =
                new SearchOptions(
                        beams == null ? model.beams() : beams,
                        lengthNormalization == null
                                ? model.lengthNormalization()
                                : lengthNormalization,
                        maximumLength == null ? model.maximumLength() : maximumLength,
                        rules(model.rules()),
                        model.method());
        if (sampling.isWanted()) {
            requireNoSearch(captions);
            return chosen.withBeams(captions).withMethod(sampling.method(1));
        }
        if (consensus == null || consensus <= chosen.beams()) {
            sampling.requireUnused();
        }
        return chosen.withMethod(method(model.method()));
    }

    private SearchRules rules(SearchRules model) {
        return new SearchRules(
                defects == null ? model.defects() : defects,
                noRepeatNgram == null ? model.noRepeatNgram() : noRepeatNgram,
                minimumLength == null ? model.minimumLength() : minimumLength,
                forbidden.isEmpty() ? model.forbidden() : forbidden,
                forced.isEmpty() ? model.forced() : forced);
    }

    private SearchMethod method(SearchMethod usual) {
        if (groups == null && diversity != null) {
            throw new InputException("--diversity is of no use without --groups; leave it out");
        }
        if (groups != null && consensus != null) {
            throw new InputException("--groups does not go with --consensus; choose one");
        }
        if (groups != null) {
            return new DiverseGroups(groups, diversity == null ? USUAL_DIVERSITY : diversity);
        }
        return consensus == null
                ? usual
                : new Consensus(consensus, sampling.method(CANDIDATE_TEMPERATURE));
    }

    /** Sampling chooses no beams. */
    private void requireNoSearch(int captions) {
        List<String> given = new ArrayList<>();
        if (beams != null) {
            given.add("--beam");
        }
        if (groups != null) {
            given.add("--groups");
        }
        if (diversity != null) {
            given.add("--diversity");
        }
        if (consensus != null) {
            given.add("--consensus");
        }
        if (lengthNormalization != null && captions == 1) {
            given.add("--length-normalization");
        }
        if (!given.isEmpty()) {
            throw new InputException(
                    given.get(0)
                            + " is of no use with --sample, which draws captions instead of"
                            + " searching; leave one of them out");
        }
    }
}

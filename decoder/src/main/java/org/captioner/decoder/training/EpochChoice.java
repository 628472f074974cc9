package org.captioner.decoder.training;

import java.util.List;
import java.util.Optional;
import org.captioner.eval.MetricEntry;
import org.captioner.eval.registry.ScoreFormula;

/**
 * What makes one epoch better than another: a higher dev score, and of equal scores the lower dev
 * loss; or the dev loss alone.
 *
 * @param formula of the deciding score; empty for the loss
 */
public record EpochChoice(Optional<ScoreFormula> formula) {
    /** The word that chooses by dev loss, where a formula could stand. */
    public static final String LOSS = "loss";

    /** The word that leaves the choice to the size of the dev split. */
    public static final String AUTO = "auto";

    /**
     * Dev splits with fewer images are too small for CIDEr, which weighs words by how rare they are
     * among the images; of a single image it is 0 by definition.
     */
    public static final int FEWEST_IMAGES = 20;

    /** Reads a formula as {@link ScoreFormula} does, or {@value #LOSS}. */
    static EpochChoice parse(String text) {
        return new EpochChoice(
                text.equals(LOSS) ? Optional.empty() : Optional.of(ScoreFormula.parse(text)));
    }

    /**
     * The choice of a run: CIDEr, or the dev loss where dev is too small, unless the options name
     * another. Self-critical training raises the loss by design, so there only ties fall back to
     * it.
     *
     * @param devImages number of images with captions
     */
    static EpochChoice of(TrainingOptions options, int devImages) {
        if (!options.chooseBy().equals(AUTO)) {
            return parse(options.chooseBy());
        }
        boolean small = devImages < FEWEST_IMAGES;
        return small && options.objective().start() == Objective.Start.FRESH
                ? new EpochChoice(Optional.empty())
                : new EpochChoice(Optional.of(ScoreFormula.standard()));
    }

    /** The metrics that have to be scored on dev for it. */
    List<MetricEntry> metrics() {
        return formula.map(ScoreFormula::entries).orElse(List.of());
    }

    /** Whether {@code one} is strictly better than {@code other}. */
    boolean better(DevResult one, DevResult other) {
        if (formula.isPresent()) {
            double score = formula.get().of(one.scores());
            double otherScore = formula.get().of(other.scores());
            if (score != otherScore) {
                return score > otherScore;
            }
        }
        return one.loss() < other.loss();
    }

    /** What decides, as the options spell it. */
    @Override
    public String toString() {
        return formula.map(ScoreFormula::toString).orElse(LOSS);
    }
}

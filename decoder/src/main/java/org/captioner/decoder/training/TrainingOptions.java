package org.captioner.decoder.training;

import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import com.fasterxml.jackson.databind.annotation.JsonPOJOBuilder;
import java.util.Objects;
import org.captioner.dataset.InputException;
import org.captioner.decoder.network.Precision;
import org.captioner.eval.registry.ScoreFormula;

/**
 * How a decoder is trained. Made by {@link #builder()}, whose defaults suit Flickr8k.
 *
 * @param objective what training optimises
 * @param epochs at most this many passes over the training images
 * @param imagesPerBatch images a step learns from
 * @param captionsPerImage captions of each image that an epoch shows; captions take turns from
 *     epoch to epoch. In self-critical training: captions sampled for each image, at least 2
 * @param learningRate at the end of the warm-up
 * @param warmUpSteps over which the rate rises from 0
 * @param weightDecay per unit of learning rate, on matrices
 * @param clipNorm the largest norm of a step's gradient
 * @param labelSmoothing probability spread evenly over all words, in [0, 1)
 * @param temperature that logits are divided by while training, above 0. A decoder trained with
 *     label smoothing is too flat to sample good captions from at 1
 * @param wordDropout share of input words replaced by the unknown word (Bowman et al. 2016), in [0,
 *     1): the decoder has to rely on the image rather than on the words before
 * @param attentionRegularization weight of Xu et al.'s doubly stochastic term, 0 for none: it asks
 *     that attention over a caption visit every cell about equally
 * @param bucketRows for every so many captions of a batch there may be one group of like length
 *     that runs together, so that little is computed on padding
 * @param precision of large matrix products
 * @param weightAverage decay of the moving average of weights that dev is scored with and the best
 *     model is made of, in [0, 1); 0 takes the weights as they are
 * @param patience epochs after the warm-up without a better one before training stops
 * @param reward of sampled captions in self-critical training: a {@link ScoreFormula} such as
 *     {@code cider+0.5*bleu-4}
 * @param chooseBy what chooses the best epoch: a formula, {@code loss} for the dev split's cross
 *     entropy, or {@code auto} for CIDEr, or the loss where dev has fewer than {@value
 *     EpochChoice#FEWEST_IMAGES} images
 * @param seed of everything random
 */
@JsonDeserialize(builder = TrainingOptions.Builder.class)
public record TrainingOptions(
        Objective objective,
        int epochs,
        int imagesPerBatch,
        int captionsPerImage,
        double learningRate,
        int warmUpSteps,
        double weightDecay,
        double clipNorm,
        double labelSmoothing,
        double temperature,
        double wordDropout,
        double attentionRegularization,
        int bucketRows,
        Precision precision,
        double weightAverage,
        int patience,
        String reward,
        String chooseBy,
        long seed) {
    public TrainingOptions {
        reward = ScoreFormula.parse(reward).requireReward().toString();
        chooseBy =
                chooseBy.equals(EpochChoice.AUTO)
                        ? EpochChoice.AUTO
                        : EpochChoice.parse(chooseBy).toString();
        Objects.requireNonNull(objective, "objective");
        Objects.requireNonNull(precision, "precision");
        requireAtLeastOne("epochs", epochs);
        requireAtLeastOne("imagesPerBatch", imagesPerBatch);
        requireAtLeastOne("captionsPerImage", captionsPerImage);
        requireAtLeastOne("bucketRows", bucketRows);
        requireAtLeastOne("patience", patience);
        requireNotNegative("warmUpSteps", warmUpSteps);
        requireNotNegative("weightDecay", weightDecay);
        requireNotNegative("attentionRegularization", attentionRegularization);
        requirePositive("learningRate", learningRate);
        requirePositive("clipNorm", clipNorm);
        requirePositive("temperature", temperature);
        requireShare("labelSmoothing", labelSmoothing);
        requireShare("wordDropout", wordDropout);
        requireShare("weightAverage", weightAverage);
        if (objective == Objective.SELF_CRITICAL && captionsPerImage < 2) {
            throw new InputException(
                    "captionsPerImage is "
                            + captionsPerImage
                            + "; self-critical training compares at least 2 samples");
        }
        // Label smoothing makes every other word likelier: no part of a reward.
        if (objective == Objective.SELF_CRITICAL && labelSmoothing > 0) {
            throw new InputException(
                    "labelSmoothing is " + labelSmoothing + "; self-critical training takes none");
        }
    }

    /** What sampled captions are rewarded by. */
    ScoreFormula rewardFormula() {
        return ScoreFormula.parse(reward);
    }

    private static void requireShare(String name, double value) {
        if (!(value >= 0 && value < 1)) {
            throw new InputException(name + " is " + value + "; it must be in [0, 1)");
        }
    }

    private static void requireAtLeastOne(String name, int value) {
        if (value < 1) {
            throw new InputException(name + " is " + value + "; it must be at least 1");
        }
    }

    private static void requireNotNegative(String name, double value) {
        if (!(value >= 0)) {
            throw new InputException(name + " is " + value + "; it must not be negative");
        }
    }

    private static void requirePositive(String name, double value) {
        if (!(value > 0)) {
            throw new InputException(name + " is " + value + "; it must be above 0");
        }
    }

    /** Starts from the defaults. */
    public static Builder builder() {
        return new Builder();
    }

    /** Options under construction; each method sets the component of its name. */
    @JsonPOJOBuilder(withPrefix = "")
    public static final class Builder {
        private Objective objective = Objective.CROSS_ENTROPY;
        private int epochs = 12;
        private int imagesPerBatch = 32;
        private int captionsPerImage = 2;
        private double learningRate = 1e-3;
        private int warmUpSteps = 300;
        private double weightDecay = 0.05;
        private double clipNorm = 1;
        private double labelSmoothing = 0.1;
        private double temperature = 1;
        private double wordDropout;
        private double attentionRegularization;
        private int bucketRows = 32;
        private Precision precision = Precision.FLOAT32;
        private double weightAverage;
        private int patience = 4;
        private String reward = ScoreFormula.standard().toString();
        private String chooseBy = EpochChoice.AUTO;
        private long seed = 1;

        private Builder() {}

        public Builder objective(Objective value) {
            objective = value;
            return this;
        }

        public Builder epochs(int value) {
            epochs = value;
            return this;
        }

        public Builder imagesPerBatch(int value) {
            imagesPerBatch = value;
            return this;
        }

        public Builder captionsPerImage(int value) {
            captionsPerImage = value;
            return this;
        }

        public Builder learningRate(double value) {
            learningRate = value;
            return this;
        }

        public Builder warmUpSteps(int value) {
            warmUpSteps = value;
            return this;
        }

        public Builder weightDecay(double value) {
            weightDecay = value;
            return this;
        }

        public Builder clipNorm(double value) {
            clipNorm = value;
            return this;
        }

        public Builder labelSmoothing(double value) {
            labelSmoothing = value;
            return this;
        }

        public Builder temperature(double value) {
            temperature = value;
            return this;
        }

        public Builder wordDropout(double value) {
            wordDropout = value;
            return this;
        }

        public Builder attentionRegularization(double value) {
            attentionRegularization = value;
            return this;
        }

        public Builder bucketRows(int value) {
            bucketRows = value;
            return this;
        }

        public Builder precision(Precision value) {
            precision = value;
            return this;
        }

        public Builder weightAverage(double value) {
            weightAverage = value;
            return this;
        }

        public Builder patience(int value) {
            patience = value;
            return this;
        }

        public Builder reward(String value) {
            reward = value;
            return this;
        }

        public Builder chooseBy(String value) {
            chooseBy = value;
            return this;
        }

        public Builder seed(long value) {
            seed = value;
            return this;
        }

        /**
         * Finishes.
         *
         * @throws InputException if an option is out of range
         */
        public TrainingOptions build() {
            return new TrainingOptions(
                    objective,
                    epochs,
                    imagesPerBatch,
                    captionsPerImage,
                    learningRate,
                    warmUpSteps,
                    weightDecay,
                    clipNorm,
                    labelSmoothing,
                    temperature,
                    wordDropout,
                    attentionRegularization,
                    bucketRows,
                    precision,
                    weightAverage,
                    patience,
                    reward,
                    chooseBy,
                    seed);
        }
    }
}

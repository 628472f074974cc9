package org.captioner.decoder.training;

import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;
import java.util.SplittableRandom;
import org.captioner.decoder.network.CaptionDecoder;
import org.captioner.decoder.search.Sampler;
import org.captioner.encoder.feature.FeatureSource;
import org.captioner.encoder.tensor.Seeds;

/**
 * Self-critical training (<a href="https://arxiv.org/abs/1612.00563">Rennie et al. 2017</a>):
 * several captions are sampled for each image, and each is weighted by its reward minus the mean
 * reward of the image's other samples (<a href="https://arxiv.org/abs/2003.09971">Luo 2020</a>).
 *
 * <pre>
 *   weight_k = r_k - 1/(K - 1) sum_{j != k} r_j
 * </pre>
 */
final class SelfCriticalObjective implements TrainingObjective {
    private final CaptionDecoder decoder;
    private final FeatureSource source;
    private final TrainingOptions options;
    private final Sampler sampler;
    private final CaptionReward reward;
    private final int images;

    /** Rewards samples by {@link TrainingOptions#reward} against the captions of the images. */
    SelfCriticalObjective(ObjectiveContext context) {
        decoder = context.decoder();
        source = context.source();
        options = context.options();
        sampler =
                new Sampler(
                        options.captionsPerImage(),
                        decoder.shape().maximumLength(),
                        options.temperature());
        reward = new CaptionReward(options.rewardFormula(), context.images(), context.words());
        images = context.images().size();
    }

    @Override
    public Captions captions(
            List<BatchSampler.Example> batch,
            List<FeatureSource.View> views,
            long step,
            NDManager manager) {
        List<List<List<Integer>>> samples =
                sampler.sample(
                        decoder,
                        new NDList(source.encode(views, manager)),
                        new SplittableRandom(Seeds.derive(options.seed(), "samples", step)));
        double[][] rewards =
                reward.of(batch.stream().map(BatchSampler.Example::image).toList(), samples);
        List<WeightedCaption> captions = new ArrayList<>();
        double sum = 0;
        for (int row = 0; row < rewards.length; row++) {
            double ofImage = Arrays.stream(rewards[row]).reduce(0, Double::sum);
            for (int sample = 0; sample < rewards[row].length; sample++) {
                double ofSample = rewards[row][sample];
                double others = (ofImage - ofSample) / (rewards[row].length - 1);
                captions.add(
                        new WeightedCaption(row, samples.get(row).get(sample), ofSample - others));
            }
            sum += ofImage;
        }
        return new Captions(captions, OptionalDouble.of(sum / captions.size()));
    }

    @Override
    public int captionsPerEpoch(BatchSampler sampled) {
        return images * options.captionsPerImage();
    }
}

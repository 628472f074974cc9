package org.captioner.decoder.training;

import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.SplittableRandom;
import org.captioner.decoder.network.CaptionDecoder;
import org.captioner.decoder.search.Sampler;
import org.captioner.encoder.feature.FeatureSource;
import org.captioner.encoder.tensor.Seeds;
import org.captioner.eval.Cider;
import org.captioner.eval.DocumentFrequencies;
import org.captioner.eval.EvaluationItem;

/**
 * Self-critical training (<a href="https://arxiv.org/abs/1612.00563">Rennie et al. 2017</a>): the
 * decoder says several sentences about each image, and learns those that score better in CIDEr than
 * its others (<a href="https://arxiv.org/abs/2003.09971">Luo 2020</a>), unlearns those that score
 * worse.
 *
 * <p>The end marker is a word of sentences and references alike: without it, sentences that break
 * off would earn as much as whole ones.
 */
final class SelfCriticalSamples implements ExampleSource {
    private final CaptionDecoder decoder;
    private final FeatureSource source;
    private final TrainingOptions options;
    private final Sampler sampler;
    private final List<List<List<String>>> references;
    private final Cider cider;

    /**
     * @param images whose captions are the references
     */
    SelfCriticalSamples(
            CaptionDecoder decoder,
            FeatureSource source,
            List<TrainingImage> images,
            TrainingOptions options) {
        this.decoder = decoder;
        this.source = source;
        this.options = options;
        sampler =
                new Sampler(
                        options.captionsPerImage(),
                        decoder.shape().maximumLength(),
                        options.temperature());
        references =
                images.stream()
                        .map(
                                image ->
                                        image.captions().stream()
                                                .map(SelfCriticalSamples::tokens)
                                                .toList())
                        .toList();
        cider = new Cider(DocumentFrequencies.of("train", references));
    }

    @Override
    public Sentences of(
            List<BatchSampler.Example> batch,
            List<FeatureSource.View> views,
            long step,
            NDManager manager) {
        List<List<List<Integer>>> said =
                sampler.sample(
                        decoder,
                        new NDList(source.encode(views, manager)),
                        new SplittableRandom(Seeds.derive(options.seed(), "samples", step)));
        double[][] rewards = rewards(batch, said);
        List<CaptionLoss.Sentence> sentences = new ArrayList<>();
        double sum = 0;
        for (int row = 0; row < rewards.length; row++) {
            double ofImage = 0;
            for (double reward : rewards[row]) {
                ofImage += reward;
            }
            for (int sample = 0; sample < rewards[row].length; sample++) {
                double reward = rewards[row][sample];
                double others = (ofImage - reward) / (rewards[row].length - 1);
                sentences.add(
                        new CaptionLoss.Sentence(row, said.get(row).get(sample), reward - others));
            }
            sum += ofImage;
        }
        return new Sentences(sentences, OptionalDouble.of(sum / sentences.size()));
    }

    @Override
    public int perEpoch(BatchSampler plan) {
        return references.size() * options.captionsPerImage();
    }

    /** CIDEr by image and sample. */
    private double[][] rewards(List<BatchSampler.Example> batch, List<List<List<Integer>>> said) {
        List<EvaluationItem> items = new ArrayList<>();
        for (int row = 0; row < said.size(); row++) {
            for (int sample = 0; sample < said.get(row).size(); sample++) {
                items.add(
                        new EvaluationItem(
                                row + "." + sample,
                                tokens(said.get(row).get(sample)),
                                references.get(batch.get(row).image())));
            }
        }
        List<Double> scores =
                cider.score(items).perImage().values().stream()
                        .map(byName -> byName.get(cider.name()))
                        .toList();
        double[][] rewards = new double[said.size()][options.captionsPerImage()];
        for (int i = 0; i < scores.size(); i++) {
            rewards[i / options.captionsPerImage()][i % options.captionsPerImage()] = scores.get(i);
        }
        return rewards;
    }

    /** CIDEr compares tokens whatever they look like; ids spare the way through the vocabulary. */
    private static List<String> tokens(List<Integer> sentence) {
        return sentence.stream().map(String::valueOf).toList();
    }
}

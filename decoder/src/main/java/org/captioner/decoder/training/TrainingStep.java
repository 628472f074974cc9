package org.captioner.decoder.training;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.NDScope;
import ai.djl.training.GradientCollector;
import java.util.List;
import java.util.OptionalLong;
import java.util.SplittableRandom;
import org.captioner.decoder.network.CaptionDecoder;
import org.captioner.decoder.network.ImageMemory;
import org.captioner.decoder.network.Mode;
import org.captioner.encoder.feature.FeatureSource;
import org.captioner.encoder.tensor.Seeds;

/** One step: captions of a batch, forward, backward, optimiser. */
final class TrainingStep {
    private final CaptionDecoder decoder;
    private final FeatureSource source;
    private final List<TrainingImage> images;
    private final TrainingOptions options;
    private final TrainingObjective objective;
    private final CaptionLoss loss;

    TrainingStep(ObjectiveContext context, TrainingObjective objective) {
        decoder = context.decoder();
        source = context.source();
        images = context.images();
        options = context.options();
        this.objective = objective;
        loss = new CaptionLoss(decoder, options);
    }

    /**
     * What a step computed.
     *
     * @param loss in nats per word, or the mean reward with its sign changed
     * @param value of the loss that was differentiated
     * @param gradientNorm before clipping
     */
    record Result(double loss, double value, double gradientNorm, long words, int captions) {}

    /**
     * Trains on one batch.
     *
     * @param step of the run, counted from 0
     * @param learningRate of the step
     * @param parent of the memory used on the way, all of which is free when this returns
     */
    Result run(
            List<BatchSampler.Example> batch,
            long step,
            double learningRate,
            Optimization optimization,
            NDManager parent) {
        Engine engine = Engine.getInstance();
        // The engine's generator cannot be saved; seeded afresh, it draws in a resumed run what it
        // would have drawn in an uninterrupted one.
        engine.setRandomSeed((int) Seeds.derive(options.seed(), "step", step));
        SplittableRandom random = new SplittableRandom(Seeds.derive(options.seed(), "words", step));
        List<FeatureSource.View> views = views(batch, step);
        try (NDScope scope = new NDScope();
                NDManager manager = parent.newSubManager()) {
            scope.suppressNotUsedWarning();
            TrainingObjective.Captions captions = objective.captions(batch, views, step, manager);
            double value;
            try (GradientCollector collector = engine.newGradientCollector()) {
                NDArray grids = source.forward(views, manager);
                ImageMemory memory = decoder.encodeMemory(grids, Mode.TRAINING);
                NDArray total =
                        loss.of(memory, captions.weighted(), random, manager, Mode.TRAINING);
                value = total.getFloat();
                collector.backward(total);
            }
            double norm = optimization.step(learningRate);
            long words = captions.weighted().stream().mapToLong(each -> each.words().size()).sum();
            double reported =
                    captions.reward().isPresent() ? -captions.reward().getAsDouble() : value;
            return new Result(reported, value, norm, words, captions.weighted().size());
        }
    }

    /** The views of a batch's images at a step. */
    List<FeatureSource.View> views(List<BatchSampler.Example> batch, long step) {
        return batch.stream()
                .map(
                        each ->
                                new FeatureSource.View(
                                        images.get(each.image()).id(),
                                        each.mirrored(),
                                        OptionalLong.of(step)))
                .toList();
    }
}

package org.captioner.decoder.training;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.NDScope;
import ai.djl.training.GradientCollector;
import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SplittableRandom;
import org.captioner.decoder.network.CaptionDecoder;
import org.captioner.decoder.network.ImageMemory;
import org.captioner.decoder.network.Mode;
import org.captioner.encoder.feature.EncoderGroup;
import org.captioner.encoder.feature.FeatureSource;
import org.captioner.encoder.optimizer.AdamOptions;
import org.captioner.encoder.optimizer.AdamW;
import org.captioner.encoder.optimizer.ParameterGroup;
import org.captioner.encoder.tensor.Parameters.GradientUse;
import org.captioner.encoder.tensor.Seeds;
import org.captioner.encoder.tensor.TensorEngine;

/**
 * Trains a decoder by teacher forcing, scores the dev split after each epoch, keeps the best.
 *
 * <p>Everything random is derived from the seed, the epoch and the step, so a run that was killed
 * and resumed ends with the same weights as one that was not (bit for bit on a processor with the
 * same number of threads). One run per process at a time: the engine records one backward pass at a
 * time.
 *
 * <pre>{@code
 * CaptionTrainer trainer =
 *         new CaptionTrainer(decoder, source, images, dev, options, checksum);
 * trainer.train(folder, bundle, new TrainingListener() {});
 * }</pre>
 */
public final class CaptionTrainer {
    /** What names of the decoder's weights start with, in bundles and checkpoints. */
    public static final String DECODER_PREFIX = "decoder.";

    private static final OperatingSystemMXBean PROCESS =
            (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

    private final CaptionDecoder decoder;
    private final FeatureSource source;
    private final List<TrainingImage> images;
    private final DevScorer dev;
    private final TrainingOptions options;
    private final String dataChecksum;
    private final ExampleSource sentences;
    private final CaptionLoss loss;
    private final LearningRateSchedule schedule;
    private volatile boolean stopRequested;

    /**
     * @param decoder to train; stays the caller's
     * @param source of grids for training and dev images
     * @param images to learn from
     * @param dev scores each epoch
     * @param dataChecksum of the dataset; a resume with another is refused
     */
    public CaptionTrainer(
            CaptionDecoder decoder,
            FeatureSource source,
            List<TrainingImage> images,
            DevScorer dev,
            TrainingOptions options,
            String dataChecksum) {
        this.decoder = decoder;
        this.source = source;
        this.images = List.copyOf(images);
        this.dev = dev;
        this.options = options;
        this.dataChecksum = dataChecksum;
        sentences =
                switch (options.objective()) {
                    case CROSS_ENTROPY -> new HumanCaptions();
                    case SELF_CRITICAL ->
                            new SelfCriticalSamples(decoder, source, this.images, options);
                };
        loss = new CaptionLoss(decoder, options);
        schedule =
                new LearningRateSchedule(
                        options.learningRate(),
                        options.warmUpSteps(),
                        (long) BatchSampler.steps(images.size(), options) * options.epochs());
    }

    /** Asks a running {@link #train} to save a checkpoint after its present step and return. */
    public void requestStop() {
        stopRequested = true;
    }

    /**
     * Trains to the last epoch or until patience ends; resumes where the folder's checkpoint
     * stands, if it has one.
     *
     * @param folder of the run: {@code last} and {@code best} are written below it
     * @param bundle writes the model into a checkpoint
     * @return the reports of all epochs that are done, those before a resume included
     * @throws DivergedException if the loss or its gradient is no longer a number or keeps growing
     * @throws org.captioner.dataset.InputException if the checkpoint is of another run, or cannot
     *     be written
     */
    public List<EpochReport> train(Path folder, BundleWriter bundle, TrainingListener listener) {
        TensorEngine.stopRecording();
        Checkpoint checkpoint = new Checkpoint(folder);
        NDManager manager = decoder.parameters().arrays().values().iterator().next().getManager();
        try (AdamW optimizer = new AdamW(manager, groups(), AdamOptions.SEQUENCES)) {
            TrainingState state =
                    checkpoint.exists()
                            ? checkpoint.resume(
                                    options, dataChecksum, stored(), DECODER_PREFIX, optimizer)
                            : TrainingState.start(options, dataChecksum);
            if (options.objective() == Objective.SELF_CRITICAL && state.optimizerSteps() == 0) {
                listener.started(dev.score(decoder, manager));
            }
            while (!state.finished() && !stopRequested) {
                decoder.parameters().requireGradient(GradientUse.RECORD);
                state = trainEpoch(state, optimizer, manager, listener);
                decoder.parameters().requireGradient(GradientUse.NONE);
                if (!stopRequested) {
                    state = endEpoch(state, checkpoint, manager, bundle);
                }
                checkpoint.saveLast(state, optimizer, bundle);
                if (state.step() == 0) {
                    listener.epochEnded(state.history().get(state.history().size() - 1));
                }
            }
            return state.history();
        }
    }

    /** The decoder and, in its group or in one of its own, an encoder that is trained along. */
    private List<ParameterGroup> groups() {
        Optional<EncoderGroup> encoder = source.group();
        Map<String, NDArray> parameters = decoderWeights();
        if (encoder.isEmpty()) {
            parameters.putAll(source.parameters());
        }
        List<ParameterGroup> groups = new ArrayList<>();
        groups.add(
                new ParameterGroup(
                        "decoder", parameters, 1, options.weightDecay(), options.clipNorm()));
        encoder.ifPresent(
                group -> groups.add(group.of(source.parameters(), options.learningRate())));
        return groups;
    }

    /** What a resume brings back, besides the optimiser's moments. */
    private Map<String, NDArray> stored() {
        Map<String, NDArray> stored = decoderWeights();
        stored.putAll(source.state());
        return stored;
    }

    private Map<String, NDArray> decoderWeights() {
        Map<String, NDArray> weights = new LinkedHashMap<>();
        decoder.parameters()
                .arrays()
                .forEach((name, array) -> weights.put(DECODER_PREFIX + name, array));
        return weights;
    }

    /** Runs the rest of the epoch that {@code state} is in, or up to a requested stop. */
    private TrainingState trainEpoch(
            TrainingState start, AdamW optimizer, NDManager manager, TrainingListener listener) {
        TrainingState state = start;
        BatchSampler plan = new BatchSampler(images, options, source.views(), state.epoch() - 1);
        List<List<BatchSampler.Example>> batches =
                plan.batches().subList(state.step(), plan.batches().size());
        announce(batches, state.optimizerSteps());
        for (List<BatchSampler.Example> batch : batches) {
            if (stopRequested) {
                return state;
            }
            long wall = System.nanoTime();
            long cpu = PROCESS.getProcessCpuTime();
            Learnt learnt = step(batch, state, optimizer, manager);
            state =
                    state.stepped(
                            learnt.loss() * learnt.words(),
                            learnt.words(),
                            learnt.captions(),
                            (System.nanoTime() - wall) / 1e9,
                            (PROCESS.getProcessCpuTime() - cpu) / 1e9);
            listener.stepped(
                    new TrainingListener.Progress(
                            state.epoch(),
                            options.epochs(),
                            state.captions(),
                            sentences.perEpoch(plan),
                            learnt.loss()));
        }
        return state;
    }

    private void announce(List<List<BatchSampler.Example>> batches, long firstStep) {
        List<List<FeatureSource.View>> views = new ArrayList<>();
        for (int i = 0; i < batches.size(); i++) {
            views.add(views(batches.get(i), firstStep + i));
        }
        source.announce(views);
    }

    private List<FeatureSource.View> views(List<BatchSampler.Example> batch, long step) {
        return batch.stream()
                .map(
                        each ->
                                new FeatureSource.View(
                                        images.get(each.image()).id(),
                                        each.mirrored(),
                                        OptionalLong.of(step)))
                .toList();
    }

    /**
     * What a step learnt.
     *
     * @param loss in nats per word, or the mean reward with its sign changed
     */
    private record Learnt(double loss, long words, int captions) {}

    /** Learns from one batch. */
    private Learnt step(
            List<BatchSampler.Example> batch,
            TrainingState state,
            AdamW optimizer,
            NDManager parent) {
        Engine engine = Engine.getInstance();
        engine.setRandomSeed(seedOfStep(state.optimizerSteps()));
        SplittableRandom random =
                new SplittableRandom(Seeds.derive(options.seed(), "words", state.optimizerSteps()));
        List<FeatureSource.View> views = views(batch, state.optimizerSteps());
        try (NDScope scope = new NDScope();
                NDManager manager = parent.newSubManager()) {
            scope.suppressNotUsedWarning();
            ExampleSource.Sentences said =
                    sentences.of(batch, views, state.optimizerSteps(), manager);
            double value;
            try (GradientCollector collector = engine.newGradientCollector()) {
                NDArray grids = source.forward(views, manager);
                ImageMemory memory = decoder.encodeMemory(grids, Mode.TRAINING);
                NDArray total = loss.of(memory, said.sentences(), random, manager, Mode.TRAINING);
                value = total.getFloat();
                collector.backward(total);
            }
            double norm = optimizer.step(schedule.at(state.optimizerSteps()));
            if (!Double.isFinite(value) || !Double.isFinite(norm) || hasGrown(value, state)) {
                throw new DivergedException(state, value, norm);
            }
            long words = said.sentences().stream().mapToLong(each -> each.words().size()).sum();
            double lowered = said.reward().isPresent() ? -said.reward().getAsDouble() : value;
            return new Learnt(lowered, words, said.sentences().size());
        }
    }

    private int seedOfStep(long step) {
        return (int) Seeds.derive(options.seed(), "step", step);
    }

    /** A loss beyond that of guessing evenly, long after the start, will not come back. */
    private boolean hasGrown(double value, TrainingState state) {
        double guessing = Math.log(decoder.shape().vocabulary());
        return state.optimizerSteps() > options.warmUpSteps() && value > 2 * guessing;
    }

    private TrainingState endEpoch(
            TrainingState state, Checkpoint checkpoint, NDManager manager, BundleWriter bundle) {
        long start = System.nanoTime();
        Map<String, Double> scores = dev.score(decoder, manager);
        double deciding = scores.get(DevScorer.DECIDING);
        // Before the first epoch the best score is NaN, which nothing is less than or equal to.
        boolean best = !(deciding <= state.bestScore());
        EpochReport report =
                new EpochReport(
                        state.epoch(),
                        state.meanLoss(),
                        schedule.at(state.optimizerSteps() - 1),
                        scores,
                        best,
                        state.captions(),
                        state.seconds(),
                        state.cpuSeconds(),
                        (System.nanoTime() - start) / 1e9);
        TrainingState ended = state.epochEnded(report);
        if (best) {
            checkpoint.saveBest(ended, bundle);
        }
        return ended;
    }
}

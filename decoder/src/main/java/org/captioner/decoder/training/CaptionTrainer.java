package org.captioner.decoder.training;

import ai.djl.ndarray.NDManager;
import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.captioner.decoder.network.CaptionDecoder;
import org.captioner.decoder.training.TrainingOutcome.Ending;
import org.captioner.encoder.feature.FeatureSource;
import org.captioner.encoder.tensor.Parameters.GradientUse;
import org.captioner.encoder.tensor.TensorEngine;
import org.captioner.eval.Metric;

/**
 * Trains a decoder by one of the objectives, scores the dev split after each epoch, keeps the best.
 *
 * <p>Everything random is derived from the seed, the epoch and the step, so a run that was killed
 * and resumed ends with the same weights as one that was not (bit for bit on a processor with the
 * same number of threads). One run per process at a time: the engine records one backward pass at a
 * time.
 *
 * <pre>{@code
 * CaptionTrainer trainer = new CaptionTrainer(decoder, source, images, dev, run);
 * try (RunFolder folder = RunFolder.open(path)) {
 *     trainer.train(folder, bundle, new TrainingListener() {});
 * }
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
    private final RunRecord run;
    private final TrainingOptions options;
    private final EpochChoice choice;
    private final List<Metric> metrics;
    private final TrainingObjective objective;
    private final TrainingStep step;
    private final LearningRateSchedule schedule;
    private final StoppingRule stopping;
    private volatile boolean stopRequested;

    /**
     * Makes a trainer; nothing is trained yet.
     *
     * @param decoder to train; stays the caller's
     * @param source of grids for training and dev images
     * @param images to train on
     * @param dev scores each epoch
     * @param run what decides the weights; a resume with another is refused
     * @throws org.captioner.dataset.InputException if a metric that rewards or chooses cannot be
     *     used
     */
    public CaptionTrainer(
            CaptionDecoder decoder,
            FeatureSource source,
            List<TrainingImage> images,
            DevScorer dev,
            RunRecord run) {
        this.decoder = decoder;
        this.source = source;
        this.images = List.copyOf(images);
        this.dev = dev;
        this.run = run;
        options = run.training();
        choice = EpochChoice.of(options, dev.images());
        metrics = DevScorer.metrics(choice.metrics());
        ObjectiveContext context =
                new ObjectiveContext(decoder, source, this.images, dev::word, options);
        objective = options.objective().create(context);
        step = new TrainingStep(context, objective);
        int stepsPerEpoch = BatchSampler.steps(images.size(), options);
        schedule =
                new LearningRateSchedule(
                        options.learningRate(),
                        options.warmUpSteps(),
                        (long) stepsPerEpoch * options.epochs());
        stopping = StoppingRule.of(options, stepsPerEpoch);
    }

    /** What chooses the best epoch. */
    public EpochChoice choice() {
        return choice;
    }

    /** Asks a running {@link #train} to save a checkpoint after its present step and return. */
    public void requestStop() {
        stopRequested = true;
    }

    /**
     * Trains to the last epoch or until patience ends; resumes where the folder's checkpoint
     * stands, if it has one. A trained decoder is scored first, and is the best model until an
     * epoch is better.
     *
     * @param folder of the run: {@code last} and {@code best} are written below it
     * @param bundle writes the model into a checkpoint
     * @throws DivergedException if the loss or its gradient is no longer a number or keeps growing
     * @throws org.captioner.dataset.InputException if the checkpoint is of another run, or cannot
     *     be written
     */
    public TrainingOutcome train(RunFolder folder, BundleWriter bundle, TrainingListener listener) {
        TensorEngine.stopRecording();
        Checkpoint checkpoint = new Checkpoint(folder, run.json(), bundle);
        NDManager manager = decoder.parameters().arrays().values().iterator().next().getManager();
        TrainedParameters parameters = new TrainedParameters(decoder, source, options);
        try (Optimization optimization = Optimization.of(parameters, options, manager)) {
            TrainingState state;
            if (checkpoint.exists()) {
                state = checkpoint.resume(parameters.stored(), DECODER_PREFIX, optimization);
            } else if (run.start().isPresent()
                    || options.objective().start() == Objective.Start.TRAINED) {
                Optional<DevResult> start =
                        dev.score(decoder, metrics, manager, () -> stopRequested);
                if (start.isEmpty()) {
                    return new TrainingOutcome(TrainingHistory.NONE, Ending.STOPPED_UNSAVED);
                }
                state = TrainingState.start(start);
                checkpoint.saveBest(state.history());
                checkpoint.saveLast(state, optimization);
            } else {
                state = TrainingState.start(Optional.empty());
            }
            listener.started(state.history());
            return train(state, checkpoint, optimization, manager, listener);
        }
    }

    private TrainingOutcome train(
            TrainingState start,
            Checkpoint checkpoint,
            Optimization optimization,
            NDManager manager,
            TrainingListener listener) {
        TrainingState state = start;
        while (!stopping.isOver(state)) {
            if (stopRequested) {
                return new TrainingOutcome(
                        state.history(),
                        checkpoint.exists() ? Ending.STOPPED : Ending.STOPPED_UNSAVED);
            }
            decoder.parameters().requireGradient(GradientUse.RECORD);
            state = trainEpoch(state, optimization, manager, listener);
            decoder.parameters().requireGradient(GradientUse.NONE);
            if (!stopRequested) {
                state = endEpoch(state, checkpoint, optimization, manager);
            }
            checkpoint.saveLast(state, optimization);
            if (state.step() == 0) {
                List<EpochReport> epochs = state.history().epochs();
                listener.epochEnded(epochs.get(epochs.size() - 1));
            }
        }
        return new TrainingOutcome(state.history(), Ending.FINISHED);
    }

    /** Runs the rest of the epoch that {@code start} is in, or up to a requested stop. */
    private TrainingState trainEpoch(
            TrainingState start,
            Optimization optimization,
            NDManager manager,
            TrainingListener listener) {
        TrainingState state = start;
        BatchSampler sampler = new BatchSampler(images, options, source.views(), state.epoch() - 1);
        List<List<BatchSampler.Example>> batches =
                sampler.batches().subList(state.step(), sampler.batches().size());
        announce(batches, state.optimizerSteps());
        for (List<BatchSampler.Example> batch : batches) {
            if (stopRequested) {
                return state;
            }
            long wall = System.nanoTime();
            long cpu = PROCESS.getProcessCpuTime();
            long number = state.optimizerSteps();
            TrainingStep.Result result =
                    step.run(batch, number, schedule.at(number), optimization, manager);
            if (!Double.isFinite(result.value())
                    || !Double.isFinite(result.gradientNorm())
                    || hasGrown(result.value(), state)) {
                throw new DivergedException(state, options, result.value(), result.gradientNorm());
            }
            state =
                    state.stepped(
                            result.loss() * result.words(),
                            result.words(),
                            result.captions(),
                            (System.nanoTime() - wall) / 1e9,
                            (PROCESS.getProcessCpuTime() - cpu) / 1e9);
            listener.stepped(
                    new TrainingListener.Progress(
                            state.epoch(),
                            options.epochs(),
                            state.captions(),
                            objective.captionsPerEpoch(sampler),
                            result.loss()));
        }
        return state;
    }

    private void announce(List<List<BatchSampler.Example>> batches, long firstStep) {
        List<List<FeatureSource.View>> views = new ArrayList<>();
        for (int i = 0; i < batches.size(); i++) {
            views.add(step.views(batches.get(i), firstStep + i));
        }
        source.announce(views);
    }

    /** A loss beyond that of a uniform guess, long after the start, will not come back. */
    private boolean hasGrown(double value, TrainingState state) {
        double uniform = Math.log(decoder.shape().vocabulary());
        return state.optimizerSteps() > options.warmUpSteps() && value > 2 * uniform;
    }

    private TrainingState endEpoch(
            TrainingState state,
            Checkpoint checkpoint,
            Optimization optimization,
            NDManager manager) {
        return optimization.withAverages(() -> scoreEpoch(state, checkpoint, manager));
    }

    private TrainingState scoreEpoch(
            TrainingState state, Checkpoint checkpoint, NDManager manager) {
        long start = System.nanoTime();
        DevResult result = dev.score(decoder, metrics, manager, () -> false).orElseThrow();
        boolean best =
                state.history().best().map(former -> choice.better(result, former)).orElse(true);
        EpochReport report =
                new EpochReport(
                        state.epoch(),
                        state.meanLoss(),
                        schedule.at(state.optimizerSteps() - 1),
                        result.scores(),
                        result.loss(),
                        best,
                        state.captions(),
                        state.seconds(),
                        state.cpuSeconds(),
                        (System.nanoTime() - start) / 1e9);
        TrainingState ended = state.epochEnded(report);
        if (best) {
            checkpoint.saveBest(ended.history());
        }
        return ended;
    }
}

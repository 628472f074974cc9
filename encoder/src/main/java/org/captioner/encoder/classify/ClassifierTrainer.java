package org.captioner.encoder.classify;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.NDScope;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.GradientCollector;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.function.Consumer;
import org.captioner.dataset.InputException;
import org.captioner.encoder.optimizer.AdamOptions;
import org.captioner.encoder.optimizer.AdamW;
import org.captioner.encoder.optimizer.ParameterGroup;
import org.captioner.encoder.resnet.NormStatistics;
import org.captioner.encoder.resnet.ResNet;
import org.captioner.encoder.resnet.ResNetArchitecture;
import org.captioner.encoder.resnet.ResNetWeights;
import org.captioner.encoder.tensor.Gradients;
import org.captioner.encoder.transform.ImageTransform;

/**
 * Trains a residual network to classify photos, from pretrained weights or from scratch: Adam,
 * random mirroring, normalisation by the training photos' own statistics.
 *
 * <pre>{@code
 * try (ResNetWeights weights = ResNetWeights.open(resnet101);
 *         ClassifierTrainer trainer =
 *                 ClassifierTrainer.fineTuning(weights, CifarReader.read(folder), options)) {
 *     trainer.train(epoch -> System.err.println(epoch));
 *     trainer.save(Path.of("cifar.safetensors"));
 * }
 * }</pre>
 *
 * <p>Start the engine with all cores as native threads; one trainer runs at a time.
 */
public final class ClassifierTrainer implements AutoCloseable {
    private final LabelledPhotos photos;
    private final TransferOptions options;
    private final ImageTransform transform;
    private final NDManager manager = NDManager.newBaseManager();
    private final ResNet network;
    private final Map<String, NDArray> tensors;
    private final List<String> trained;
    private final AdamW optimizer;
    private final String run;
    private int epochsDone;

    private ClassifierTrainer(
            ResNetArchitecture architecture,
            Optional<ResNetWeights> start,
            LabelledPhotos photos,
            TransferOptions options) {
        this.photos = photos;
        this.options = options;
        this.transform = ChannelStatistics.transform(photos.train(), options.imageSize());
        this.network = new ResNet(architecture.withClasses(photos.classes().size()));
        this.tensors = initialise(start);
        this.trained =
                network.trainableNames().stream()
                        .filter(
                                name ->
                                        options.part() == TransferOptions.TrainedPart.ALL
                                                || name.startsWith("fc."))
                        .toList();
        Map<String, NDArray> parameters = new LinkedHashMap<>();
        trained.forEach(name -> parameters.put(name, tensors.get(name)));
        this.optimizer =
                new AdamW(
                        manager,
                        List.of(ParameterGroup.plain("classifier", parameters)),
                        AdamOptions.STANDARD);
        this.run =
                String.join(
                        " ",
                        architecture.name(),
                        photos.checksum(),
                        Integer.toString(photos.train().size()),
                        options.withEpochs(1).toString());
    }

    /** Starts from pretrained weights; a head in them is replaced by a fresh one. */
    public static ClassifierTrainer fineTuning(
            ResNetWeights weights, LabelledPhotos photos, TransferOptions options) {
        return new ClassifierTrainer(weights.architecture(), Optional.of(weights), photos, options);
    }

    /** Starts from fresh weights. */
    public static ClassifierTrainer fromScratch(
            ResNetArchitecture architecture, LabelledPhotos photos, TransferOptions options) {
        if (options.part() == TransferOptions.TrainedPart.HEAD) {
            throw new InputException(
                    "only pretrained weights can keep their trunk; give weights or train all");
        }
        return new ClassifierTrainer(architecture, Optional.empty(), photos, options);
    }

    private Map<String, NDArray> initialise(Optional<ResNetWeights> start) {
        manager.getEngine().setRandomSeed((int) options.seed());
        network.initialize(
                manager,
                DataType.FLOAT32,
                new Shape(1, 3, options.imageSize(), options.imageSize()));
        Map<String, NDArray> fresh = network.tensors();
        start.ifPresent(weights -> copyTrunk(weights, fresh));
        return fresh;
    }

    private void copyTrunk(ResNetWeights weights, Map<String, NDArray> into) {
        try (NDManager scratch = manager.newSubManager()) {
            weights.tensors(weights.architecture().withClasses(0), scratch)
                    .forEach(
                            (name, values) ->
                                    Gradients.overwrite(
                                            Objects.requireNonNull(into.get(name), name), values));
        }
    }

    /** What photos go through, before they are mirrored or not. */
    public ImageTransform transform() {
        return transform;
    }

    /**
     * Resumes where another trainer of the same photos and options stopped; the number of epochs
     * may differ. The weights at the end are those of a run without a stop.
     *
     * @param checkpoint as {@link #checkpoint} wrote it
     * @throws InputException if it is damaged or another run's
     */
    public void resume(Path checkpoint) {
        ClassifierCheckpoint stored =
                ClassifierCheckpoint.read(checkpoint, run, tensors, optimizer.moments());
        optimizer.resume(stored.steps());
        epochsDone = stored.epochs();
    }

    /** Writes all that {@link #resume} needs; call it between epochs. */
    public void checkpoint(Path file) {
        new ClassifierCheckpoint(epochsDone, optimizer.steps())
                .write(file, run, tensors, optimizer.moments());
    }

    /**
     * Runs the epochs that are not done yet.
     *
     * @param listener called after each
     * @throws InputException if the loss is no number any more, with advice
     */
    public void train(Consumer<EpochResult> listener) {
        trained.forEach(
                name -> Objects.requireNonNull(tensors.get(name), name).setRequiresGradient(true));
        for (int epoch = epochsDone + 1; epoch <= options.epochs(); epoch++) {
            // By epoch, not one after the other: a resumed run draws what it would have drawn.
            Random random = new Random(options.seed() * 1_000_003 + epoch);
            List<LabelledPhoto> order = new ArrayList<>(photos.train());
            Collections.shuffle(order, random);
            double loss = 0;
            long right = 0;
            for (int from = 0; from < order.size(); from += options.batch()) {
                int to = Math.min(from + options.batch(), order.size());
                List<LabelledPhoto> batch = order.subList(from, to);
                StepResult step = step(batch, random);
                if (!Double.isFinite(step.loss())) {
                    throw new InputException(
                            "training diverged in epoch "
                                    + epoch
                                    + " (loss "
                                    + step.loss()
                                    + "); lower the learning rate from "
                                    + options.learningRate());
                }
                loss += step.loss() * batch.size();
                right += step.right();
            }
            epochsDone = epoch;
            listener.accept(
                    new EpochResult(
                            epoch,
                            loss / order.size(),
                            (double) right / order.size(),
                            evaluate().accuracy()));
        }
        trained.forEach(
                name -> Objects.requireNonNull(tensors.get(name), name).setRequiresGradient(false));
    }

    private record StepResult(double loss, long right) {}

    private StepResult step(List<LabelledPhoto> batch, Random random) {
        StepResult result = findGradients(batch, random);
        // Outside of the scope that frees a step's arrays: the optimiser keeps its moments.
        optimizer.step(options.learningRate());
        return result;
    }

    private StepResult findGradients(List<LabelledPhoto> batch, Random random) {
        try (NDScope scope = new NDScope();
                NDManager scratch = manager.newSubManager()) {
            scope.suppressNotUsedWarning();
            NDArray images = images(batch, scratch, random);
            NDArray labels =
                    scratch.create(batch.stream().mapToInt(LabelledPhoto::label).toArray());
            NDArray truth = labels.oneHot(photos.classes().size());
            NormStatistics statistics =
                    options.part() == TransferOptions.TrainedPart.ALL && batch.size() > 1
                            ? NormStatistics.BATCH
                            : NormStatistics.RUNNING;
            NDArray logits;
            NDArray loss;
            try (GradientCollector collector = Engine.getInstance().newGradientCollector()) {
                logits = forward(images, statistics);
                loss = logits.logSoftmax(-1).mul(truth).sum(new int[] {1}).mean().neg();
                collector.backward(loss);
            }
            NDArray predicted = logits.argMax(1).toType(DataType.INT32, false);
            return new StepResult(loss.getFloat(), predicted.eq(labels).sum().getLong());
        }
    }

    private NDArray forward(NDArray images, NormStatistics statistics) {
        return ResNet.forward(network.architecture(), images, tensors::get, statistics);
    }

    private NDArray images(List<LabelledPhoto> batch, NDManager scratch, Random random) {
        float[] pixels = new float[batch.size() * transform.length()];
        FloatBuffer buffer = FloatBuffer.wrap(pixels);
        for (LabelledPhoto photo : batch) {
            ImageTransform view = random.nextBoolean() ? transform : transform.mirrored();
            view.apply(photo.photo().get(), buffer);
        }
        return create(pixels, batch.size(), scratch);
    }

    private NDArray create(float[] pixels, int count, NDManager scratch) {
        return scratch.create(
                pixels, new Shape(count, 3, options.imageSize(), options.imageSize()));
    }

    /** Classifies the test photos with the weights as they are. */
    public ConfusionMatrix evaluate() {
        ConfusionMatrix matrix = new ConfusionMatrix(photos.classes());
        List<LabelledPhoto> test = photos.test();
        for (int from = 0; from < test.size(); from += options.batch()) {
            List<LabelledPhoto> batch =
                    test.subList(from, Math.min(from + options.batch(), test.size()));
            try (NDScope scope = new NDScope();
                    NDManager scratch = manager.newSubManager()) {
                scope.suppressNotUsedWarning();
                float[] pixels = new float[batch.size() * transform.length()];
                FloatBuffer buffer = FloatBuffer.wrap(pixels);
                batch.forEach(photo -> transform.apply(photo.photo().get(), buffer));
                NDArray images = create(pixels, batch.size(), scratch);
                NDArray logits = forward(images, NormStatistics.RUNNING);
                long[] predicted = logits.argMax(1).toLongArray();
                for (int i = 0; i < predicted.length; i++) {
                    matrix.add(batch.get(i).label(), (int) predicted[i]);
                }
            }
        }
        return matrix;
    }

    /** Writes the network with its class names and transform; {@link PhotoClassifier} loads it. */
    public void save(Path file) {
        ClassifierFile.write(file, network.architecture(), tensors, photos.classes(), transform);
    }

    @Override
    public void close() {
        manager.close();
    }
}

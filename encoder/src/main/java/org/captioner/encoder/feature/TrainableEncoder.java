package org.captioner.encoder.feature;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.pooling.Pool;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import org.captioner.encoder.resnet.NormStatistics;
import org.captioner.encoder.resnet.ResNet;
import org.captioner.encoder.resnet.ResNetFeatures;
import org.captioner.encoder.tensor.Seeds;
import org.captioner.encoder.torchscript.ScriptPrecision;
import org.captioner.encoder.torchscript.TrunkProgram;

/**
 * A residual network whose weights change: trained from scratch, with batch normalisation by the
 * batch at hand, or a pretrained one of which some stages are trained further, with batch
 * normalisation by its running statistics.
 *
 * <p>{@code ResNet.forward} defines what is computed. A pretrained network runs as one program of
 * the engine ({@link TrunkProgram}), or, where the engine was built without oneDNN, operation by
 * operation in float32. Images are (n, 3, size, size) float32, features (n, cells, channels)
 * float32. For one thread at a time.
 */
public final class TrainableEncoder implements AutoCloseable {
    private static final Shape NO_PADDING = new Shape(0, 0);

    private final ResNetFeatures features;
    private final NDManager manager;
    private final NormStatistics statistics;
    private final Map<String, NDArray> tensors = new LinkedHashMap<>();
    private final Map<String, NDArray> parameters = new LinkedHashMap<>();
    private Optional<TrunkProgram> training = Optional.empty();
    private Optional<TrunkProgram> inference = Optional.empty();

    private TrainableEncoder(ResNetFeatures features, NDManager parent, NormStatistics statistics) {
        this.features = features;
        this.statistics = statistics;
        manager = parent.newSubManager();
    }

    /**
     * A network with random weights, all of which are trained.
     *
     * @param parent of its memory
     * @param seed of its first weights
     */
    public static TrainableEncoder fromScratch(
            ResNetFeatures features, NDManager parent, long seed) {
        TrainableEncoder encoder = new TrainableEncoder(features, parent, NormStatistics.BATCH);
        Engine.getInstance().setRandomSeed((int) Seeds.derive(seed, "encoder", 0));
        ResNet network = new ResNet(features.architecture());
        network.initialize(encoder.manager, DataType.FLOAT32, encoder.imagesShape(1));
        encoder.tensors.putAll(network.tensors());
        network.learntNames()
                .forEach(name -> encoder.parameters.put(name, encoder.tensors.get(name)));
        return encoder;
    }

    /**
     * A pretrained network of which some stages are trained further.
     *
     * @param values by torchvision's names
     * @param parent of its memory
     * @throws org.captioner.dataset.InputException if the network lacks a stage to be tuned
     */
    public static TrainableEncoder pretrained(
            ResNetFeatures features,
            Function<String, float[]> values,
            Tuning tuning,
            NDManager parent) {
        tuning.stages().requireIn(features.architecture());
        TrainableEncoder encoder = new TrainableEncoder(features, parent, NormStatistics.RUNNING);
        Predicate<String> trained = tuning.trained();
        features.architecture()
                .tensors()
                .shapes()
                .forEach(
                        (name, shape) -> {
                            NDArray tensor =
                                    encoder.copy(values.apply(name), new Shape(shape.sizes()));
                            encoder.tensors.put(name, tensor);
                            if (trained.test(name)) {
                                tensor.setRequiresGradient(true);
                                encoder.parameters.put(name, tensor);
                            }
                        });
        encoder.training =
                TrunkProgram.compile(
                        features, c -> trained.test(c.name() + ".weight"), tuning.precision());
        encoder.inference = TrunkProgram.compile(features, c -> false, ScriptPrecision.FLOAT32);
        return encoder;
    }

    /** An array of the engine's own: what create() makes borrows a Java buffer. */
    private NDArray copy(float[] values, Shape shape) {
        try (NDManager scratch = manager.newSubManager()) {
            NDArray copy = scratch.create(values, shape).duplicate();
            copy.attach(manager);
            return copy;
        }
    }

    private Shape imagesShape(int count) {
        return new Shape(count, 3, features.imageSize(), features.imageSize());
    }

    /**
     * Features for a training step: differentiable in {@link #parameters()}, in the precision of
     * the tuning.
     */
    public NDArray forward(NDArray images) {
        return training.map(program -> program.features(images, tensors::get))
                .orElseGet(() -> operationByOperation(images, statistics));
    }

    /** Features for inference, in float32, whose batch normalisation uses running statistics. */
    public NDArray encode(NDArray images) {
        return inference
                .map(program -> program.features(images, tensors::get))
                .orElseGet(() -> operationByOperation(images, NormStatistics.RUNNING));
    }

    /**
     * Features for inference in the precision of training, which may be faster: for sentences that
     * are sampled in a training step.
     */
    NDArray encodeAsInTraining(NDArray images) {
        return training.isPresent() ? forward(images) : encode(images);
    }

    private NDArray operationByOperation(NDArray images, NormStatistics norms) {
        NDArray grid = ResNet.forward(features.architecture(), images, tensors::get, norms);
        int factor = features.poolFactor();
        if (factor > 1) {
            Shape window = new Shape(factor, factor);
            grid = Pool.avgPool2d(grid, window, window, NO_PADDING, false, false);
        }
        return grid.reshape(images.getShape().get(0), features.channels(), features.cells())
                .transpose(0, 2, 1);
    }

    /** The network's structure. */
    public ResNetFeatures features() {
        return features;
    }

    /** What is trained, by torchvision's names; the arrays themselves. */
    public Map<String, NDArray> parameters() {
        return Collections.unmodifiableMap(parameters);
    }

    /** All values, running statistics too, by torchvision's names; the arrays themselves. */
    public Map<String, NDArray> tensors() {
        return Collections.unmodifiableMap(tensors);
    }

    @Override
    public void close() {
        training.ifPresent(TrunkProgram::close);
        inference.ifPresent(TrunkProgram::close);
        manager.close();
    }
}

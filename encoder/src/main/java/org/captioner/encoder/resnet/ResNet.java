package org.captioner.encoder.resnet;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.AbstractBlock;
import ai.djl.nn.Parameter;
import ai.djl.nn.convolutional.Conv2d;
import ai.djl.nn.core.Linear;
import ai.djl.nn.norm.BatchNorm;
import ai.djl.training.ParameterStore;
import ai.djl.training.initializer.XavierInitializer;
import ai.djl.util.PairList;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import org.captioner.encoder.tensor.TensorShape;

/**
 * A residual network as a DJL block whose parameters carry torchvision's names.
 *
 * <p>Input: images (batch, 3, rows, columns) float32, normalised. Output: with a head, logits
 * (batch, classes); without one, the last stage's grid (batch, channels, rows / 32, columns / 32).
 * Values agree with Python torch on the same weights.
 *
 * <pre>{@code
 * ResNet net = new ResNet(ResNetArchitecture.ofDepth(18).withClasses(10));
 * net.initialize(manager, DataType.FLOAT32, new Shape(1, 3, 224, 224)); // He initialisation
 * NDArray logits = net.forward(new ParameterStore(manager, false), new NDList(images), true).get(0);
 * }</pre>
 *
 * <p>For inference in worker threads freeze the parameters first ({@code freezeParameters(true)}):
 * the engine records gradients in every thread but the one that started it.
 */
public final class ResNet extends AbstractBlock {
    private static final byte VERSION = 1;

    /** DJL's momentum is the share that is kept; torch's 0.1 is the share that is new. */
    private static final float KEPT_STATISTICS = 0.9f;

    /** He et al. 2015: normal with variance 2 / fan-out, torchvision's choice for all kernels. */
    private static final XavierInitializer HE =
            new XavierInitializer(
                    XavierInitializer.RandomType.GAUSSIAN, XavierInitializer.FactorType.OUT, 2);

    /**
     * Uniform within the root of 1 / fan-in, torch's choice for a head: its first guesses are mild.
     */
    private static final XavierInitializer HEAD =
            new XavierInitializer(
                    XavierInitializer.RandomType.UNIFORM, XavierInitializer.FactorType.IN, 1f / 3);

    private static final Shape NO_DILATION = new Shape(1, 1);

    private final ResNetArchitecture architecture;

    public ResNet(ResNetArchitecture architecture) {
        super(VERSION);
        this.architecture = architecture;
        architecture.tensors().shapes().forEach(this::declare);
    }

    private void declare(String name, TensorShape shape) {
        Parameter.Type type = parameterType(name, shape);
        boolean trainable =
                type != Parameter.Type.RUNNING_MEAN && type != Parameter.Type.RUNNING_VAR;
        Parameter parameter =
                addParameter(
                        Parameter.builder()
                                .setName(name)
                                .setType(type)
                                .optRequiresGrad(trainable)
                                .build());
        if (type == Parameter.Type.WEIGHT) {
            parameter.setInitializer(name.startsWith("fc.") ? HEAD : HE);
        }
    }

    @Override
    protected void prepare(Shape[] inputShapes) {
        architecture
                .tensors()
                .shapes()
                .forEach(
                        (name, shape) ->
                                Objects.requireNonNull(parameters.get(name), name)
                                        .setShape(new Shape(shape.sizes())));
    }

    private static Parameter.Type parameterType(String name, TensorShape shape) {
        String part = name.substring(name.lastIndexOf('.') + 1);
        return switch (part) {
            case "running_mean" -> Parameter.Type.RUNNING_MEAN;
            case "running_var" -> Parameter.Type.RUNNING_VAR;
            case "bias" -> name.startsWith("fc.") ? Parameter.Type.BIAS : Parameter.Type.BETA;
            default -> shape.rank() > 1 ? Parameter.Type.WEIGHT : Parameter.Type.GAMMA;
        };
    }

    public ResNetArchitecture architecture() {
        return architecture;
    }

    /**
     * Gives the network its values, once, in place of {@code initialize}.
     *
     * @param tensors exactly those of {@link ResNetArchitecture#tensors()}; the arrays are kept,
     *     not copied, and stay the caller's to close
     * @throws org.captioner.dataset.InputException if names or shapes differ
     */
    public void setTensors(Map<String, NDArray> tensors) {
        Map<String, TensorShape> shapes = new LinkedHashMap<>();
        tensors.forEach((name, array) -> shapes.put(name, shapeOf(array)));
        architecture.tensors().requireEqual("the given tensors", shapes);
        tensors.forEach(
                (name, array) ->
                        Objects.requireNonNull(parameters.get(name), name).setArray(array));
    }

    private static TensorShape shapeOf(NDArray array) {
        return TensorShape.of(array.getShape().getShape());
    }

    /** The network's values by torchvision's names; the arrays themselves, not copies. */
    public Map<String, NDArray> tensors() {
        Map<String, NDArray> tensors = new LinkedHashMap<>();
        parameters.forEach((name, parameter) -> tensors.put(name, parameter.getArray()));
        return tensors;
    }

    /** Names of the tensors that training changes by gradients: all but running statistics. */
    public Set<String> trainableNames() {
        Map<String, Parameter> trainable = new LinkedHashMap<>(parameters);
        trainable.values().removeIf(parameter -> !parameter.requiresGradient());
        return trainable.keySet();
    }

    /**
     * Runs the network on tensors kept elsewhere, for training loops with parameters of their own.
     *
     * @param images (batch, 3, rows, columns) float32
     * @param tensors the value of a name of {@link ResNetArchitecture#tensors()}
     * @param statistics what batch normalisation uses; with {@link NormStatistics#BATCH} the
     *     running mean and variance are updated in place
     * @return the grid, or logits where the architecture has a head
     */
    public static NDArray forward(
            ResNetArchitecture architecture,
            NDArray images,
            Function<String, NDArray> tensors,
            NormStatistics statistics) {
        ConvolutionRule rule = (c, x) -> convolve(c, x, tensors, statistics);
        NDArray grid = new ResNetGraph(architecture, rule).grid(images);
        if (architecture.classes() == 0) {
            return grid;
        }
        NDArray pooled = meanOverCells(grid);
        return Linear.linear(pooled, tensors.apply("fc.weight"), tensors.apply("fc.bias"))
                .singletonOrThrow();
    }

    private static NDArray convolve(
            Convolution c,
            NDArray x,
            Function<String, NDArray> tensors,
            NormStatistics statistics) {
        NDArray kernel = tensors.apply(c.name() + ".weight");
        Shape stride = new Shape(c.stride(), c.stride());
        Shape padding = new Shape(c.padding(), c.padding());
        NDArray y =
                Conv2d.conv2d(x, kernel, null, stride, padding, NO_DILATION, 1).singletonOrThrow();
        return BatchNorm.batchNorm(
                        y,
                        tensors.apply(c.norm() + ".running_mean"),
                        tensors.apply(c.norm() + ".running_var"),
                        tensors.apply(c.norm() + ".weight"),
                        tensors.apply(c.norm() + ".bias"),
                        1,
                        KEPT_STATISTICS,
                        ResNetArchitecture.NORM_EPSILON,
                        statistics == NormStatistics.BATCH)
                .singletonOrThrow();
    }

    /**
     * The mean feature of a photo.
     *
     * @param grid (batch, channels, rows, columns)
     * @return (batch, channels)
     */
    public static NDArray meanOverCells(NDArray grid) {
        Shape shape = grid.getShape();
        return grid.reshape(shape.get(0), shape.get(1), shape.get(2) * shape.get(3))
                .mean(new int[] {2});
    }

    @Override
    protected NDList forwardInternal(
            ParameterStore store,
            NDList inputs,
            boolean training,
            PairList<String, Object> options) {
        NDArray images = inputs.singletonOrThrow();
        Function<String, NDArray> tensors =
                name -> store.getValue(parameters.get(name), images.getDevice(), training);
        NormStatistics statistics = training ? NormStatistics.BATCH : NormStatistics.RUNNING;
        return new NDList(forward(architecture, images, tensors, statistics));
    }

    @Override
    public Shape[] getOutputShapes(Shape[] inputShapes) {
        Shape images = inputShapes[0];
        if (architecture.classes() > 0) {
            return new Shape[] {new Shape(images.get(0), architecture.classes())};
        }
        return new Shape[] {
            new Shape(
                    images.get(0),
                    architecture.channels(),
                    architecture.outputSize(Math.toIntExact(images.get(2))),
                    architecture.outputSize(Math.toIntExact(images.get(3))))
        };
    }
}

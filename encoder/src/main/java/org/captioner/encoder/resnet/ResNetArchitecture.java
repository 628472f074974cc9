package org.captioner.encoder.resnet;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.captioner.dataset.InputException;
import org.captioner.encoder.tensor.ExpectedTensors;
import org.captioner.encoder.tensor.TensorShape;

/**
 * Everything that distinguishes one residual network from another (He et al., <a
 * href="https://arxiv.org/abs/1512.03385">Deep Residual Learning for Image Recognition</a>, 2015,
 * table 1). The network, its back ends, its counts and its drawing are all made from this value.
 *
 * <pre>{@code
 * ResNetArchitecture.ofDepth(50);                              // torchvision's ResNet-50, 1000 classes
 * ResNetArchitecture.ofDepth(50).upTo(FeatureLayer.LAYER3);    // its first three stages, no head
 * ResNetArchitecture.custom("tiny", BlockKind.BASIC, List.of(1, 1, 1, 1), List.of(16, 32, 64, 128));
 * }</pre>
 *
 * @param name such as {@code resnet50}
 * @param blocks residual blocks per stage, one to four stages
 * @param widths channels of each stage before the block's expansion; the first is also the stem's
 * @param classes outputs of the classification head, 0 for a network without one
 */
public record ResNetArchitecture(
        String name,
        BlockKind kind,
        List<Integer> blocks,
        List<Integer> widths,
        StridePlacement strides,
        StemPool pool,
        int classes) {
    private static final int IMAGENET_CLASSES = 1000;

    /** More blocks, channels or classes than anybody trains; a damaged file must not exceed it. */
    static final int LARGEST = 1 << 14;

    private static final List<Integer> STANDARD_WIDTHS = List.of(64, 128, 256, 512);

    /** Batch normalisation divides by the root of the variance plus this. */
    public static final float NORM_EPSILON = 1e-5f;

    public ResNetArchitecture {
        blocks = List.copyOf(blocks);
        widths = List.copyOf(widths);
        if (blocks.isEmpty() || blocks.size() > 4 || widths.size() != blocks.size()) {
            throw new InputException(
                    "a ResNet has one to four stages with a width each, not blocks "
                            + blocks
                            + " and widths "
                            + widths);
        }
        blocks.forEach(count -> requireWithin("blocks in a stage", count, 1));
        widths.forEach(width -> requireWithin("the width of a stage", width, 1));
        requireWithin("classes", classes, 0);
    }

    private static void requireWithin(String what, int value, int least) {
        if (value < least || value > LARGEST) {
            throw new InputException(
                    what + " must lie in " + least + " to " + LARGEST + ", not " + value);
        }
    }

    /**
     * A standard network as torchvision builds it: v1.5, 1000 classes.
     *
     * @param depth 18, 34, 50, 101 or 152
     * @throws InputException for another depth
     */
    public static ResNetArchitecture ofDepth(int depth) {
        return switch (depth) {
            case 18 -> standard(depth, BlockKind.BASIC, List.of(2, 2, 2, 2));
            case 34 -> standard(depth, BlockKind.BASIC, List.of(3, 4, 6, 3));
            case 50 -> standard(depth, BlockKind.BOTTLENECK, List.of(3, 4, 6, 3));
            case 101 -> standard(depth, BlockKind.BOTTLENECK, List.of(3, 4, 23, 3));
            case 152 -> standard(depth, BlockKind.BOTTLENECK, List.of(3, 8, 36, 3));
            default ->
                    throw new InputException(
                            "no ResNet-" + depth + "; the depths are 18, 34, 50, 101 and 152");
        };
    }

    private static ResNetArchitecture standard(int depth, BlockKind kind, List<Integer> blocks) {
        return custom("resnet" + depth, kind, blocks, STANDARD_WIDTHS)
                .withClasses(IMAGENET_CLASSES);
    }

    /** A network of one's own, v1.5 without a head; {@code with...} changes that. */
    public static ResNetArchitecture custom(
            String name, BlockKind kind, List<Integer> blocks, List<Integer> widths) {
        return new ResNetArchitecture(
                name, kind, blocks, widths, StridePlacement.V1_5, StemPool.TORCHVISION, 0);
    }

    public ResNetArchitecture withStrides(StridePlacement placement) {
        return new ResNetArchitecture(name, kind, blocks, widths, placement, pool, classes);
    }

    public ResNetArchitecture withPool(StemPool convention) {
        return new ResNetArchitecture(name, kind, blocks, widths, strides, convention, classes);
    }

    /** The same trunk with another head, or with none for 0 classes. */
    public ResNetArchitecture withClasses(int count) {
        return new ResNetArchitecture(name, kind, blocks, widths, strides, pool, count);
    }

    /**
     * The network that ends with the given stage, without a head.
     *
     * @throws InputException if this network ends earlier
     */
    public ResNetArchitecture upTo(FeatureLayer layer) {
        int count = layer.stages();
        if (count > blocks.size()) {
            throw new InputException(
                    name
                            + " ends with layer"
                            + blocks.size()
                            + " and has no "
                            + layer.label()
                            + "; choose an earlier layer");
        }
        return new ResNetArchitecture(
                name, kind, blocks.subList(0, count), widths.subList(0, count), strides, pool, 0);
    }

    /** The first convolution: 7x7, stride 2, from RGB. */
    public Convolution stem() {
        return Convolution.of("conv1", "bn1", 3, widths.get(0), 7, 2);
    }

    /** The stages in order. */
    public List<Stage> stages() {
        List<Stage> stages = new ArrayList<>();
        int inputs = stem().outputs();
        for (int stage = 0; stage < blocks.size(); stage++) {
            String name = "layer" + (stage + 1);
            List<ResidualBlock> members = new ArrayList<>();
            for (int block = 0; block < blocks.get(stage); block++) {
                int stride = block == 0 && stage > 0 ? 2 : 1;
                members.add(block(name + "." + block, inputs, widths.get(stage), stride));
                inputs = widths.get(stage) * kind.expansion();
            }
            stages.add(new Stage(name, members));
        }
        return stages;
    }

    private ResidualBlock block(String name, int inputs, int width, int stride) {
        int outputs = width * kind.expansion();
        List<Convolution> path = new ArrayList<>();
        if (kind == BlockKind.BASIC) {
            path.add(part(name, 1, inputs, width, 3, stride));
            path.add(part(name, 2, width, outputs, 3, 1));
        } else {
            boolean first = strides == StridePlacement.V1;
            path.add(part(name, 1, inputs, width, 1, first ? stride : 1));
            path.add(part(name, 2, width, width, 3, first ? 1 : stride));
            path.add(part(name, 3, width, outputs, 1, 1));
        }
        String shortcut = name + ".downsample.";
        Optional<Convolution> projection =
                stride == 1 && inputs == outputs
                        ? Optional.empty()
                        : Optional.of(
                                Convolution.of(
                                        shortcut + 0, shortcut + 1, inputs, outputs, 1, stride));
        return new ResidualBlock(name, path, projection);
    }

    private static Convolution part(
            String block, int number, int inputs, int outputs, int kernel, int stride) {
        return Convolution.of(
                block + ".conv" + number, block + ".bn" + number, inputs, outputs, kernel, stride);
    }

    /** Every convolution: the stem, then each block's main path and its projection. */
    public List<Convolution> convolutions() {
        List<Convolution> all = new ArrayList<>();
        all.add(stem());
        for (Stage stage : stages()) {
            for (ResidualBlock block : stage.blocks()) {
                all.addAll(block.convolutions());
                block.projection().ifPresent(all::add);
            }
        }
        return all;
    }

    /**
     * The convolutions whose inputs are never negative, for a rectifier stands before them: all but
     * the stem. Eight bits without a sign hold such inputs.
     */
    public List<Convolution> quantisable() {
        List<Convolution> all = convolutions();
        return all.subList(1, all.size());
    }

    /** Channels of the last stage: 2048 for a whole ResNet-50. */
    public int channels() {
        return widths.get(widths.size() - 1) * kind.expansion();
    }

    /** Rows or columns of the last stage's output for a picture of {@code inputSize} pixels. */
    public int outputSize(int inputSize) {
        int size = pool.outputSize(stem().outputSize(inputSize));
        for (int stage = 1; stage < blocks.size(); stage++) {
            size = (size - 1) / 2 + 1;
        }
        return size;
    }

    /** Trainable parameters: kernels, normalisation weights and biases, the head. */
    public long parameters() {
        long trunk = convolutions().stream().mapToLong(Convolution::parameters).sum();
        return trunk + (long) classes * (channels() + 1);
    }

    /** Every tensor of the network, running statistics included, by torchvision's names. */
    public ExpectedTensors tensors() {
        Map<String, TensorShape> shapes = new LinkedHashMap<>();
        for (Convolution convolution : convolutions()) {
            shapes.put(convolution.name() + ".weight", convolution.kernelShape());
            for (String part : List.of("weight", "bias", "running_mean", "running_var")) {
                shapes.put(convolution.norm() + "." + part, TensorShape.of(convolution.outputs()));
            }
        }
        if (classes > 0) {
            shapes.put("fc.weight", TensorShape.of(classes, channels()));
            shapes.put("fc.bias", TensorShape.of(classes));
        }
        return new ExpectedTensors(name + " up to layer" + blocks.size(), shapes);
    }
}

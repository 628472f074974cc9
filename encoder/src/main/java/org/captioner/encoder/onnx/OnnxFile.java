package org.captioner.encoder.onnx;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.captioner.dataset.AtomicFile;
import org.captioner.dataset.InputException;
import org.captioner.encoder.resnet.FoldedResNet;
import org.captioner.encoder.resnet.ResNetFeatures;

/**
 * A residual network as an ONNX file, in memory or on disk.
 *
 * <pre>{@code
 * OnnxFile.features(FoldedResNet.fold(features, weights::values)).write(Path.of("resnet50.onnx"));
 * }</pre>
 *
 * <p>Input {@value #IMAGES}: (n, 3, size, size) float32, normalised. Output {@value #FEATURES}: (n,
 * cells, channels) float32, cells row by row; with a head also {@value #LOGITS}: (n, classes)
 * float32. n is free. Opset 17; standard operations only, unless quantised.
 */
public final class OnnxFile {
    /** Name of the input. */
    public static final String IMAGES = "images";

    /** Name of the output that every file has. */
    public static final String FEATURES = "features";

    /** Name of the output of a classification head. */
    public static final String LOGITS = "logits";

    /** Protocol buffers end at 2 GB. */
    private static final long LARGEST = Integer.MAX_VALUE - 8;

    private final ProtoMessage model;

    OnnxFile(ProtoMessage model) {
        this.model = model;
    }

    /** The trunk of a network, with the pooling of cells that its features ask for. */
    public static OnnxFile features(FoldedResNet network) {
        OnnxGraph graph = new OnnxGraph();
        addFeatures(network, graph);
        return of(network.features(), graph);
    }

    /**
     * A network with its classification head, which averages the last stage's whole grid.
     *
     * @param weight (classes, channels) row-major
     * @param bias (classes)
     */
    public static OnnxFile classifier(FoldedResNet network, float[] weight, float[] bias) {
        OnnxGraph graph = new OnnxGraph();
        String grid = addFeatures(network, graph);
        String mean = graph.node("GlobalAveragePool", List.of(grid), "mean_cell");
        String flat = graph.node("Flatten", List.of(mean), "mean");
        String kernel =
                graph.floats("fc.weight", weight, bias.length, network.features().channels());
        String offset = graph.floats("fc.bias", bias, bias.length);
        graph.node("Gemm", List.of(flat, kernel, offset), LOGITS, OnnxAttribute.of("transB", 1));
        graph.output(LOGITS, bias.length);
        return of(network.features(), graph);
    }

    private static String addFeatures(FoldedResNet network, OnnxGraph graph) {
        ResNetFeatures features = network.features();
        int size = features.imageSize();
        String images = graph.input(IMAGES, 3, size, size);
        String grid = new OnnxResNet(network, graph).grid(images);
        OnnxResNet.cells(graph, features, grid, FEATURES);
        graph.output(FEATURES, features.cells(), features.channels());
        return grid;
    }

    static OnnxFile of(ResNetFeatures features, OnnxGraph graph) {
        Map<String, String> metadata = new LinkedHashMap<>();
        metadata.put("architecture", features.architecture().name());
        metadata.put("variant", features.architecture().strides().label());
        metadata.put("max_pool", features.architecture().pool().label());
        metadata.put("layer", features.layer().label());
        return new OnnxFile(graph.model(features.architecture().name(), metadata));
    }

    /** Bytes of the file. */
    public long size() {
        return model.size();
    }

    /**
     * Writes the file whole or not at all.
     *
     * @throws InputException if that fails, or the network is larger than the 2 GB that the format
     *     allows
     */
    public void write(Path target) {
        requireFits(target.toString());
        AtomicFile.write(target, model::writeTo);
    }

    /**
     * The file's content.
     *
     * @throws InputException if it is larger than 2 GB
     */
    public byte[] toBytes() {
        requireFits("the network as ONNX");
        ByteArrayOutputStream out = new ByteArrayOutputStream((int) size());
        try {
            model.writeTo(out);
        } catch (IOException e) {
            throw new UncheckedIOException("writing to memory", e);
        }
        return out.toByteArray();
    }

    private void requireFits(String what) {
        if (size() > LARGEST) {
            throw new InputException(
                    what
                            + ": would hold "
                            + size()
                            + " bytes, more than the 2 GB of an ONNX file; export fewer stages");
        }
    }
}

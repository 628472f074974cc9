package org.captioner.encoder.resnet;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.captioner.dataset.InputException;
import org.captioner.encoder.tensor.SafetensorsWriter;
import org.captioner.encoder.tensor.TensorEngine;
import org.captioner.encoder.tensor.TensorType;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ResNetWeightsTest {
    @TempDir private Path folder;
    private NDManager manager;

    @BeforeEach
    void startEngine() {
        TensorEngine.start(1);
        manager = NDManager.newBaseManager();
    }

    @AfterEach
    void closeArrays() {
        manager.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"resnet18-narrow", "resnet50-narrow-v1-caffe", "resnet101-narrow"})
    void theArchitectureComesBackFromNamesShapesAndMetadata(String name) {
        ResNetArchitecture written = GoldenNetworks.architecture(name);
        Path path = write(tensors(written), ResNetWeights.metadata(written));
        try (ResNetWeights weights = ResNetWeights.open(path)) {
            ResNetArchitecture read = weights.architecture();
            assertEquals(written.blocks(), read.blocks());
            assertEquals(written.widths(), read.widths());
            assertEquals(written.kind(), read.kind());
            assertEquals(written.strides(), read.strides());
            assertEquals(written.pool(), read.pool());
            assertEquals(written.classes(), read.classes());
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {18, 34, 50, 101, 152})
    void standardNetworksAreRecognisedByShapesAlone(int depth) {
        ResNetArchitecture standard = ResNetArchitecture.ofDepth(depth);
        assertEquals(standard, ArchitectureDetector.detect(standard.tensors().shapes()).get());
        ResNetArchitecture trunk = standard.upTo(FeatureLayer.LAYER3);
        assertEquals(
                trunk.blocks(),
                ArchitectureDetector.detect(trunk.tensors().shapes()).get().blocks());
    }

    @Test
    void huggingFaceNamesGiveTheSameTensors() {
        ResNetArchitecture network = GoldenNetworks.architecture("resnet50-narrow-v1.5");
        Map<String, NDArray> original = tensors(network);
        Map<String, NDArray> renamed = rename(original, ResNetWeightsTest::huggingFaceName);
        renamed.put("resnet.embedder.embedder.normalization.num_batches_tracked", scalar());
        assertTrue(
                renamed.containsKey("resnet.encoder.stages.2.layers.5.layer.0.convolution.weight"));
        assertTrue(
                renamed.containsKey(
                        "resnet.encoder.stages.0.layers.0.shortcut.normalization.bias"));
        try (ResNetWeights weights = ResNetWeights.open(write(renamed, Map.of()))) {
            assertEquals(network.tensors().shapes(), weights.architecture().tensors().shapes());
            for (Map.Entry<String, NDArray> tensor : original.entrySet()) {
                assertArrayEquals(
                        tensor.getValue().toFloatArray(),
                        weights.values(tensor.getKey()),
                        tensor.getKey());
            }
        }
    }

    /**
     * The names of Hugging Face's ResNetForImageClassification, written out the other way round.
     */
    private static String huggingFaceName(String name) {
        if (name.startsWith("fc.")) {
            return name.replace("fc.", "classifier.1.");
        }
        String[] parts = name.split("\\.", -1);
        String tensor = parts[parts.length - 1];
        if (parts.length == 2) {
            return "resnet.embedder.embedder." + kind(parts[0]) + "." + tensor;
        }
        String block =
                "resnet.encoder.stages." + (parts[0].charAt(5) - '1') + ".layers." + parts[1] + ".";
        if (parts[2].equals("downsample")) {
            String kind = parts[3].equals("0") ? "convolution" : "normalization";
            return block + "shortcut." + kind + "." + tensor;
        }
        int part = parts[2].charAt(parts[2].length() - 1) - '1';
        return block + "layer." + part + "." + kind(parts[2]) + "." + tensor;
    }

    private static String kind(String module) {
        return module.startsWith("conv") ? "convolution" : "normalization";
    }

    @Test
    void aNetworkAmongOthersIsFoundByItsPrefix() {
        ResNetArchitecture network = GoldenNetworks.architecture("resnet18-narrow");
        Map<String, NDArray> tensors = rename(tensors(network), name -> "encoder." + name);
        tensors.put("decoder.embedding", scalar());
        Path path = write(tensors, Map.of());
        try (ResNetWeights weights = ResNetWeights.open(path, "encoder.")) {
            assertEquals(network.blocks(), weights.architecture().blocks());
            ResNetArchitecture trunk = network.upTo(FeatureLayer.LAYER2);
            assertEquals(
                    trunk.tensors().shapes().keySet(), weights.tensors(trunk, manager).keySet());
        }
    }

    @Test
    void missingUnexpectedAndMisshapenTensorsAreAllListed() {
        ResNetArchitecture network = GoldenNetworks.architecture("resnet18-narrow");
        Map<String, NDArray> tensors = tensors(network);
        tensors.remove("layer2.1.bn2.running_mean");
        tensors.put("layer2.1.conv9.weight", scalar());
        tensors.put("layer3.0.conv2.weight", scalar());
        Path path = write(tensors, Map.of());
        InputException problem =
                assertThrows(InputException.class, () -> ResNetWeights.open(path).close());
        for (String part :
                List.of(
                        path.toString(),
                        "1 missing: layer2.1.bn2.running_mean",
                        "1 unexpected: layer2.1.conv9.weight",
                        "1 of another shape: layer3.0.conv2.weight (scalar, needed 16x16x3x3)")) {
            assertTrue(problem.getMessage().contains(part), problem.getMessage());
        }
    }

    @Test
    void anotherKindOfNetworkIsRefused() {
        Path path = write(new LinkedHashMap<>(Map.of("features.0.weight", scalar())), Map.of());
        InputException problem =
                assertThrows(InputException.class, () -> ResNetWeights.open(path).close());
        assertTrue(problem.getMessage().contains("features.0.weight"), problem.getMessage());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "kernel=3,stride=2,padding=0,ceil_mode=true | CAFFE",
                "kernel=3, stride=2, padding=1 | TORCHVISION",
                "caffe | CAFFE",
                "torchvision | TORCHVISION"
            })
    void theMaxPoolIsReadFromTheMetadata(String text, StemPool expected) {
        ResNetArchitecture network = GoldenNetworks.architecture("resnet18-narrow");
        Path path = write(tensors(network), Map.of("max_pool", text));
        try (ResNetWeights weights = ResNetWeights.open(path)) {
            assertEquals(expected, weights.architecture().pool());
        }
    }

    private NDArray scalar() {
        return manager.create(1f);
    }

    private Map<String, NDArray> tensors(ResNetArchitecture architecture) {
        return GoldenNetworks.tensors(architecture, manager);
    }

    private static Map<String, NDArray> rename(
            Map<String, NDArray> tensors, UnaryOperator<String> renaming) {
        Map<String, NDArray> renamed = new LinkedHashMap<>();
        tensors.forEach((name, tensor) -> renamed.put(renaming.apply(name), tensor));
        return renamed;
    }

    private Path write(Map<String, NDArray> tensors, Map<String, String> metadata) {
        Path path = folder.resolve("weights.safetensors");
        SafetensorsWriter.write(path, tensors, TensorType.F32, metadata);
        return path;
    }
}

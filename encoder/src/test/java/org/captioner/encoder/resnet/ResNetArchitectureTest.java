package org.captioner.encoder.resnet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import org.captioner.dataset.InputException;
import org.captioner.encoder.tensor.TensorEngine;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ResNetArchitectureTest {
    /** The counts of torchvision's models. */
    @ParameterizedTest
    @CsvSource({"18, 11689512", "34, 21797672", "50, 25557032", "101, 44549160", "152, 60192808"})
    void parametersCountAsTorchvisions(int depth, long parameters) {
        ResNetArchitecture architecture = ResNetArchitecture.ofDepth(depth);
        assertEquals(parameters, architecture.parameters());
        ResNet block = new ResNet(architecture);
        long trainable =
                block.trainableNames().stream()
                        .mapToLong(name -> architecture.tensors().shapes().get(name).elements())
                        .sum();
        assertEquals(parameters, trainable);
    }

    @Test
    void namesAreTorchvisions() {
        List<String> names =
                List.copyOf(ResNetArchitecture.ofDepth(50).tensors().shapes().keySet());
        assertEquals(267, names.size(), "torchvision's state_dict without num_batches_tracked");
        assertEquals("conv1.weight", names.get(0));
        assertTrue(names.contains("layer1.0.downsample.1.running_var"));
        assertTrue(names.contains("layer4.2.bn3.bias"));
        assertEquals("fc.bias", names.get(266));
    }

    @Test
    void sizesAreThoseOfThePapersTable() {
        ResNetArchitecture resnet = ResNetArchitecture.ofDepth(50);
        assertEquals(7, resnet.outputSize(224));
        assertEquals(2048, resnet.channels());
        ResNetArchitecture trunk = resnet.upTo(FeatureLayer.LAYER3);
        assertEquals(14, trunk.outputSize(224));
        assertEquals(14, trunk.withPool(StemPool.CAFFE).outputSize(224));
        assertEquals(1024, trunk.channels());
        assertEquals(0, trunk.classes());
    }

    @Test
    void onlyTheStridesDifferBetweenTheVariants() {
        ResNetArchitecture newer = ResNetArchitecture.ofDepth(50);
        ResNetArchitecture older = newer.withStrides(StridePlacement.V1);
        assertEquals(newer.tensors().shapes(), older.tensors().shapes());
        assertEquals(List.of(1, 2, 1), strides(newer));
        assertEquals(List.of(2, 1, 1), strides(older));
    }

    private static List<Integer> strides(ResNetArchitecture architecture) {
        ResidualBlock block = architecture.stages().get(1).blocks().get(0);
        return block.convolutions().stream().map(Convolution::stride).toList();
    }

    @Test
    void impossibleNetworksAreRefusedWithAReason() {
        assertThrows(InputException.class, () -> ResNetArchitecture.ofDepth(51));
        ResNetArchitecture short3 = ResNetArchitecture.ofDepth(18).upTo(FeatureLayer.LAYER3);
        InputException problem =
                assertThrows(InputException.class, () -> short3.upTo(FeatureLayer.LAYER4));
        assertEquals(
                "resnet18 ends with layer3 and has no layer4; choose an earlier layer",
                problem.getMessage());
        assertThrows(
                InputException.class,
                () -> ResNetArchitecture.custom("x", BlockKind.BASIC, List.of(1), List.of()));
        assertThrows(
                InputException.class,
                () -> ResNetArchitecture.custom("x", BlockKind.BASIC, List.of(0), List.of(8)));
    }

    @Test
    void anArchitectureSurvivesJson() throws JsonProcessingException {
        ObjectMapper json = new ObjectMapper();
        ResNetArchitecture resnet =
                ResNetArchitecture.ofDepth(101)
                        .withStrides(StridePlacement.V1)
                        .upTo(FeatureLayer.LAYER3);
        String text = json.writeValueAsString(resnet);
        assertTrue(text.contains("\"strides\":\"v1\""), text);
        assertEquals(resnet, json.readValue(text, ResNetArchitecture.class));
    }

    @Test
    void aFreshNetworkIsInitialisedAsHeSays() {
        TensorEngine.start(1);
        try (NDManager manager = NDManager.newBaseManager()) {
            ResNet network =
                    new ResNet(
                            ResNetArchitecture.custom(
                                    "tiny",
                                    BlockKind.BASIC,
                                    List.of(1, 1, 1, 1),
                                    List.of(16, 32, 64, 128)));
            network.initialize(manager, DataType.FLOAT32, new Shape(1, 3, 64, 64));
            double deviation =
                    Math.sqrt(
                            network.tensors()
                                    .get("layer4.0.conv2.weight")
                                    .square()
                                    .mean()
                                    .getFloat());
            assertEquals(Math.sqrt(2.0 / (128 * 9)), deviation, 1e-3);
            assertEquals(1, network.tensors().get("bn1.running_var").mean().getFloat());
            assertEquals(0, network.tensors().get("bn1.bias").abs().sum().getFloat());
        }
    }
}

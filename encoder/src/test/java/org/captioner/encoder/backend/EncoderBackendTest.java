package org.captioner.encoder.backend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import org.captioner.dataset.InputException;
import org.captioner.encoder.EncoderNetwork;
import org.captioner.encoder.ImageEncoder;
import org.captioner.encoder.resnet.ActivationCalibration;
import org.captioner.encoder.resnet.BlockKind;
import org.captioner.encoder.resnet.RandomTensors;
import org.captioner.encoder.resnet.ResNetArchitecture;
import org.captioner.encoder.resnet.ResNetFeatures;
import org.captioner.encoder.tensor.TensorEngine;
import org.captioner.encoder.transform.ImageTransform;
import org.captioner.encoder.transform.Resize;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class EncoderBackendTest {
    @TempDir private Path folder;

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "AUTO")
    void everyBackEndIsFoundByItsNameAndEncodes(EncoderBackend backend) {
        TensorEngine.start(1);
        ResNetArchitecture tiny =
                ResNetArchitecture.custom("tiny", BlockKind.BASIC, List.of(1, 1), List.of(8, 16));
        ResNetFeatures features = ResNetFeatures.of(tiny, 32);
        ImageTransform transform = ImageTransform.imageNet(Resize.SQUASH, 32);
        Function<String, float[]> tensors = new RandomTensors(tiny, 7);
        EncoderNetwork network = calibrated(EncoderNetwork.of(features, transform, tensors));
        try (ImageEncoder encoder = EncoderBackend.parse(backend.label()).of(network, 1)) {
            boolean exact = backend.exactness() == EncoderBackend.Exactness.EXACT;
            assertEquals(
                    exact,
                    features.fingerprint(tensors).equals(encoder.description().fingerprint()));
            float[] photo = new float[transform.length()];
            Arrays.fill(photo, 0.5f);
            float[] grid = encoder.encode(photo, 1);
            assertEquals(16 * 16, grid.length);
            float sum = 0;
            for (float value : grid) {
                sum += value;
            }
            assertTrue(sum > 1 && sum < 1000, "features are alive: " + sum);
        }
    }

    private static EncoderNetwork calibrated(EncoderNetwork network) {
        float[] photo = new float[network.description().transform().length()];
        Arrays.fill(photo, 0.5f);
        try (ActivationCalibration calibration = new ActivationCalibration(network.folded())) {
            calibration.observe(photo);
            return network.with(calibration.ranges(network.description().fingerprint()));
        }
    }

    @Test
    void anUnknownNameIsRefusedWithTheKnownOnes() {
        InputException problem =
                assertThrows(InputException.class, () -> EncoderBackend.parse("cuda"));
        assertEquals(
                "unknown back end 'cuda'; use auto, djl, fused, fused-bf16, fused-int8, onnx",
                problem.getMessage());
    }

    @Test
    void forTrainingNoClockChoosesTheBackEnd() {
        assertEquals(EncoderBackend.ONNX, EncoderBackend.AUTO.forTraining());
        for (EncoderBackend backend : EncoderBackend.concrete()) {
            assertEquals(backend, backend.forTraining());
        }
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "AUTO")
    void whatNeedsCalibrationIsRefusedWithoutIt(EncoderBackend backend) {
        TensorEngine.start(1);
        ResNetArchitecture tiny =
                ResNetArchitecture.custom("tiny", BlockKind.BASIC, List.of(1), List.of(8));
        EncoderNetwork network =
                EncoderNetwork.of(
                        ResNetFeatures.of(tiny, 32),
                        ImageTransform.imageNet(Resize.SQUASH, 32),
                        new RandomTensors(tiny, 7));
        if (backend.calibration() == EncoderBackend.Calibration.REQUIRED) {
            assertThrows(InputException.class, () -> backend.of(network, 1));
        } else {
            backend.of(network, 1).close();
        }
    }

    @Test
    void theFastestExactBackEndIsMeasuredOnceAndRemembered() {
        TensorEngine.start(1);
        List<EncoderBackend> measured = new ArrayList<>();
        FastestBackend choice =
                new FastestBackend(
                        folder.resolve("cache"),
                        backend -> {
                            measured.add(backend);
                            return switch (backend) {
                                case FUSED_BF16 -> 1;
                                case FUSED -> 2;
                                case DJL -> 3;
                                default -> Long.MAX_VALUE;
                            };
                        });
        assertEquals(EncoderBackend.FUSED, choice.choose(1));
        assertEquals(
                List.of(EncoderBackend.DJL, EncoderBackend.FUSED, EncoderBackend.ONNX), measured);
        assertEquals(EncoderBackend.FUSED, choice.choose(1));
        assertEquals(3, measured.size(), "the second answer came from the file");
        choice.choose(2);
        assertEquals(6, measured.size(), "another number of threads is another question");
    }

    @Test
    void aDamagedMemoryIsMeasuredAnew() throws IOException {
        TensorEngine.start(1);
        FastestBackend choice =
                new FastestBackend(folder, backend -> backend == EncoderBackend.ONNX ? 1 : 2);
        assertEquals(EncoderBackend.ONNX, choice.choose(1));
        try (var files = Files.list(folder)) {
            Files.writeString(files.findFirst().orElseThrow(), "fused-bf16\n");
        }
        assertEquals(EncoderBackend.ONNX, choice.choose(1));
    }
}

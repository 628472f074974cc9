package org.captioner.encoder;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.captioner.dataset.InputException;
import org.captioner.encoder.resnet.FeatureLayer;
import org.captioner.encoder.resnet.StemPool;
import org.captioner.encoder.resnet.StridePlacement;
import org.captioner.encoder.tensor.TensorEngine;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Real ImageNet weights (He et al. 2015, to layer3) on a synthetic picture; the expected figures
 * were computed with Python torch 2.13 and stand in the weights' README.
 */
class ResNetEncoderTest {
    private static final int PIXELS = 3 * 224 * 224;
    private static final int CHANNELS = 1024;
    private Path weights;

    @BeforeEach
    void findWeights() {
        weights =
                Path.of(
                        System.getProperty("captioner.shared", ""),
                        "weights",
                        "resnet50-imagenet-conv4.safetensors");
        Assumptions.assumeTrue(
                Files.exists(weights), "skipped: the ImageNet weights are not at " + weights);
        TensorEngine.start(1);
    }

    @Test
    void realWeightsGiveTheReferenceFeatures() {
        try (ImageEncoder encoder = ResNetEncoder.load(weights, EncoderOptions.defaults())) {
            EncoderDescription description = encoder.description();
            assertEquals("resnet50", description.architecture());
            assertEquals("v1", description.variant());
            assertEquals("layer3", description.layer());
            assertEquals(14, description.rows());
            float[] grid = encoder.encode(picture(0), 1);
            assertStatistics(grid, 0.44140, 0.83207, 12.7614, 0.1988, 0.0671, 0.0181, 0.0412);
        }
    }

    @Test
    void theWrongConventionsGiveTheFiguresOfTheWrongNetworks() {
        EncoderOptions padded = EncoderOptions.defaults().withPool(StemPool.TORCHVISION);
        try (ImageEncoder encoder = ResNetEncoder.load(weights, padded)) {
            assertStatistics(
                    encoder.encode(picture(0), 1),
                    0.44238,
                    0.84831,
                    12.0614,
                    0.2028,
                    0.0447,
                    0.0359,
                    0.0151);
        }
        EncoderOptions newer = EncoderOptions.defaults().withStrides(StridePlacement.V1_5);
        try (ImageEncoder encoder = ResNetEncoder.load(weights, newer)) {
            assertStatistics(
                    encoder.encode(picture(0), 1),
                    0.43834,
                    0.81616,
                    10.9780,
                    0.1183,
                    0.0800,
                    0.0486,
                    0.0409);
        }
    }

    @Test
    void theGridIsAveragedOnRequest() {
        EncoderOptions options = EncoderOptions.defaults().withGrid(7);
        try (ImageEncoder encoder = ResNetEncoder.load(weights, options)) {
            assertEquals(49, encoder.description().cells());
            float[] grid = encoder.encode(picture(0), 1);
            assertEquals(49 * CHANNELS, grid.length);
            assertEquals(0.44140, mean(grid), 5e-6);
        }
    }

    @Test
    void featuresDependNeitherOnTheBatchNorOnTheThread() throws Exception {
        try (ImageEncoder encoder = ResNetEncoder.load(weights, EncoderOptions.defaults())) {
            float[] batch = Arrays.copyOf(picture(0), 3 * PIXELS);
            System.arraycopy(picture(31), 0, batch, PIXELS, PIXELS);
            System.arraycopy(picture(62), 0, batch, 2 * PIXELS, PIXELS);
            float[] together = encoder.encode(batch, 3);
            ExecutorService workers = Executors.newFixedThreadPool(3);
            try {
                List<Callable<float[]>> alone = new ArrayList<>();
                for (int photo = 0; photo < 3; photo++) {
                    float[] picture = picture(31 * photo);
                    alone.add(() -> encoder.encode(picture, 1));
                }
                int length = encoder.description().length();
                int photo = 0;
                for (Future<float[]> result : workers.invokeAll(alone)) {
                    float[] expected =
                            Arrays.copyOfRange(together, photo * length, (photo + 1) * length);
                    assertArrayEquals(expected, result.get());
                    photo++;
                }
            } finally {
                workers.shutdownNow();
            }
        }
    }

    @Test
    void aLayerOrArchitectureThatIsNotInTheFileIsRefused() {
        EncoderOptions deeper = EncoderOptions.defaults().withLayer(FeatureLayer.LAYER4);
        InputException problem =
                assertThrows(InputException.class, () -> ResNetEncoder.load(weights, deeper));
        assertTrue(problem.getMessage().contains("ends with layer3"), problem.getMessage());
        EncoderOptions other = EncoderOptions.defaults().withArchitecture("resnet101");
        problem = assertThrows(InputException.class, () -> ResNetEncoder.load(weights, other));
        assertTrue(
                problem.getMessage().contains("holds resnet50, not resnet101"),
                problem.getMessage());
    }

    /** {@code u8[c][y][x] = (((c*224+y)*224+x) * 7919) mod 256}, normalised as for ImageNet. */
    private static float[] picture(int shift) {
        float[] mean = {0.485f, 0.456f, 0.406f};
        float[] deviation = {0.229f, 0.224f, 0.225f};
        float[] picture = new float[PIXELS];
        for (int i = 0; i < PIXELS; i++) {
            int channel = i / (224 * 224);
            long value = (i + shift) * 7919L % 256;
            picture[i] = (value / 255f - mean[channel]) / deviation[channel];
        }
        return picture;
    }

    private static void assertStatistics(
            float[] grid, double mean, double deviation, double max, double... channelMeans) {
        double average = mean(grid);
        double squares = 0;
        double largest = 0;
        for (float value : grid) {
            squares += (value - average) * (value - average);
            largest = Math.max(largest, value);
        }
        assertEquals(mean, average, 5e-6);
        assertEquals(deviation, Math.sqrt(squares / grid.length), 1e-5);
        assertEquals(max, largest, 1e-4);
        for (int channel = 0; channel < channelMeans.length; channel++) {
            double sum = 0;
            for (int i = channel; i < grid.length; i += CHANNELS) {
                sum += grid[i];
            }
            assertEquals(channelMeans[channel], sum * CHANNELS / grid.length, 5e-5);
        }
    }

    private static double mean(float[] values) {
        double sum = 0;
        for (float value : values) {
            sum += value;
        }
        return sum / values.length;
    }
}

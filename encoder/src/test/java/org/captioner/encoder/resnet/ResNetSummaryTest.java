package org.captioner.encoder.resnet;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ResNetSummaryTest {
    @Test
    void theTableOfResNet50IsThatOfThePaper() {
        ResNetSummary summary = ResNetSummary.of(ResNetArchitecture.ofDepth(50), 224);
        List<String> outputs =
                summary.layers().stream()
                        .map(l -> l.stage() + " " + l.outputSize() + "x" + l.channels())
                        .toList();
        assertEquals(
                List.of(
                        "conv1 112x64",
                        "pool1 56x64",
                        "conv2_x 56x256",
                        "conv3_x 28x512",
                        "conv4_x 14x1024",
                        "conv5_x 7x2048",
                        "pool 1x2048",
                        "fc 1x1000"),
                outputs);
        assertEquals(25_557_032, summary.parameters());
    }

    /** The totals that Keras's own summaries print. */
    @ParameterizedTest
    @CsvSource({"50, 25636712", "101, 44707176", "152, 60419944"})
    void kerasCountsBiasesAndRunningStatisticsToo(int depth, long expected) {
        ResNetSummary summary = ResNetSummary.of(ResNetArchitecture.ofDepth(depth), 224);
        assertEquals(expected, summary.kerasParameters());
    }

    /** Billions: He et al. 2015, table 1 (v1); torchvision's documentation (v1.5). */
    @ParameterizedTest
    @CsvSource({
        "18, v1.5, 1.8",
        "34, v1.5, 3.7",
        "50, v1, 3.9",
        "50, v1.5, 4.1",
        "101, v1, 7.6",
        "101, v1.5, 7.8",
        "152, v1, 11.3",
        "152, v1.5, 11.5"
    })
    void workIsThatOfThePublications(int depth, String variant, double billions) {
        ResNetArchitecture network =
                ResNetArchitecture.ofDepth(depth).withStrides(StridePlacement.parse(variant));
        double work = ResNetSummary.of(network, 224).multiplyAdds() / 1e9;
        assertEquals(billions, Math.round(work * 10) / 10.0);
    }

    @Property(tries = 100)
    void sizesAgreeWithTheArchitectureForEveryPicture(
            @ForAll @IntRange(min = 32, max = 600) int imageSize) {
        ResNetArchitecture network = ResNetArchitecture.ofDepth(34).withClasses(0);
        for (StemPool pool : StemPool.values()) {
            ResNetSummary summary = ResNetSummary.of(network.withPool(pool), imageSize);
            LayerSummary last = summary.layers().get(summary.layers().size() - 1);
            assertEquals(network.withPool(pool).outputSize(imageSize), last.outputSize());
            assertEquals(network.parameters(), summary.parameters());
        }
    }
}

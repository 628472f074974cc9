package org.captioner.pipeline.evaluation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import org.captioner.dataset.InputException;
import org.captioner.pipeline.confidence.ConfidenceQuality;
import org.captioner.pipeline.confidence.ConfidenceQuality.Bin;
import org.junit.jupiter.api.Test;

class ReliabilityDiagramTest {
    @Test
    void binsHoldEquallyManyCaptionsByRisingConfidence() {
        double[] confidence = new double[25];
        double[] cider = new double[25];
        for (int i = 0; i < 25; i++) {
            // 7 and 25 have no common factor: every number from 0 to 24 once, in disorder.
            confidence[i] = i * 7 % 25 / 25.0;
            cider[i] = 2 * confidence[i];
        }
        ConfidenceQuality quality = ConfidenceQuality.of(confidence, cider, 2);
        assertEquals(1, quality.spearman(), 1e-12);
        assertEquals(0, quality.calibrationError(), 1e-12);
        assertEquals(0.48, quality.confidence(), 1e-12);
        assertEquals(10, quality.bins().size());
        assertEquals(new Bin(2, 0.02, 0.02).captions(), quality.bins().get(0).captions());
        assertEquals(0.02, quality.bins().get(0).confidence(), 1e-12);
        assertEquals(0.92, quality.bins().get(9).relative(), 1e-12);
    }

    @Test
    void theErrorIsTheDistanceFromTheDiagonal() {
        ConfidenceQuality quality =
                ConfidenceQuality.of(new double[] {0.9, 0.9, 0.2}, new double[] {0, 4, 0}, 2);
        assertEquals(3, quality.bins().size());
        assertEquals((0.2 + 0.9 + 0.1) / 3, quality.calibrationError(), 1e-12);
        assertEquals(1.0 / 3, quality.relative(), 1e-12, "more than a person's counts as 1");
    }

    @Test
    void anotherEndingIsRefused() {
        ReliabilityDiagram.requireName(Path.of("a.PNG"));
        ReliabilityDiagram.requireName(Path.of("a.html"));
        InputException refused =
                assertThrows(
                        InputException.class,
                        () -> ReliabilityDiagram.requireName(Path.of("a.jpg")));
        assertTrue(refused.getMessage().contains("a.jpg"), refused.getMessage());
    }
}

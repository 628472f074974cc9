package org.captioner.decoder.training;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.captioner.dataset.InputException;
import org.captioner.decoder.network.CaptionDecoder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EpochChoiceTest {
    @Test
    void aHigherScoreDecidesAndOfEqualScoresTheLowerLoss() {
        EpochChoice cider = EpochChoice.parse("cider");
        assertTrue(cider.better(dev(0.4, 0.1, 3), dev(0.3, 0.2, 2)));
        assertFalse(cider.better(dev(0.3, 0.2, 2), dev(0.4, 0.1, 3)));
        assertTrue(cider.better(dev(0, 0.1, 2), dev(0, 0.2, 3)));
        assertFalse(cider.better(dev(0, 0.1, 3), dev(0, 0.1, 3)));
    }

    @Test
    void aWeightedSumDecidesByTheSum() {
        EpochChoice sum = EpochChoice.parse("CIDEr + 2*BLEU4");
        assertTrue(sum.better(dev(0.3, 0.2, 3), dev(0.4, 0.1, 3)));
        assertEquals("cider+2.0*bleu-4", sum.toString());
    }

    @Test
    void theLossAloneDecidesWhereItIsNamed() {
        EpochChoice loss = EpochChoice.parse("loss");
        assertTrue(loss.better(dev(0.1, 0, 2), dev(0.9, 0.9, 3)));
    }

    @Test
    void smallDevSplitsAreDecidedByLossUnlessAScoreIsNamed() {
        TrainingOptions options = TrainingOptions.builder().build();
        assertEquals("loss", EpochChoice.of(options, 1).toString());
        assertEquals("loss", EpochChoice.of(options, 19).toString());
        assertEquals("cider", EpochChoice.of(options, 20).toString());
        TrainingOptions named = TrainingOptions.builder().chooseBy("bleu-4").build();
        assertEquals("bleu-4", EpochChoice.of(named, 1).toString());
        TrainingOptions selfCritical = TrainingFixture.selfCritical().chooseBy("auto").build();
        assertEquals("cider", EpochChoice.of(selfCritical, 1).toString());
    }

    @Test
    void anUnknownScoreIsRefusedWithTheKnownOnes() {
        String message =
                assertThrows(
                                InputException.class,
                                () -> TrainingOptions.builder().chooseBy("loss2").build())
                        .getMessage();
        assertTrue(message.contains("unknown score 'loss2'") && message.contains("cider"), message);
    }

    @Test
    void withOneDevImageTheEpochOfTheLowestDevLossIsKept(@TempDir Path folder) {
        try (TrainingFixture fixture = new TrainingFixture()) {
            CaptionDecoder decoder = fixture.decoder(TrainingFixture.LSTM);
            TrainingOptions options =
                    TrainingFixture.options()
                            .chooseBy("auto")
                            .epochs(12)
                            .patience(12)
                            .learningRate(1e-2)
                            .build();
            TrainingHistory history =
                    TrainingFixture.train(fixture.trainer(decoder, options, 1), folder, decoder)
                            .history();
            List<EpochReport> epochs = history.epochs();
            assertTrue(epochs.stream().allMatch(each -> each.devScores().get("CIDEr") == 0));
            EpochReport lowest =
                    epochs.stream().min(Comparator.comparing(EpochReport::devLoss)).orElseThrow();
            assertEquals(lowest, history.bestEpoch().orElseThrow());
            assertTrue(lowest.epoch() > 1 && lowest.devLoss() < epochs.get(0).devLoss());
        }
    }

    @Test
    void anotherMetricIsScoredOnDevWhereItDecides(@TempDir Path folder) {
        try (TrainingFixture fixture = new TrainingFixture()) {
            CaptionDecoder decoder = fixture.decoder(TrainingFixture.LSTM);
            TrainingOptions options =
                    TrainingFixture.options().chooseBy("rouge-l+meteor").epochs(1).build();
            Map<String, Double> scores =
                    TrainingFixture.train(fixture.trainer(decoder, options), folder, decoder)
                            .history()
                            .epochs()
                            .get(0)
                            .devScores();
            assertTrue(scores.containsKey("ROUGE-L"), scores::toString);
            assertTrue(scores.containsKey("BLEU-4"), scores::toString);
        }
    }

    private static DevResult dev(double cider, double bleu, double loss) {
        return new DevResult(Map.of("CIDEr", cider, "BLEU-4", bleu), loss);
    }
}

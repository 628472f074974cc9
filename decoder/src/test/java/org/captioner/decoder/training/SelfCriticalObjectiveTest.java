package org.captioner.decoder.training;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDManager;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.captioner.dataset.InputException;
import org.captioner.dataset.text.Vocabulary;
import org.captioner.decoder.lstm.LstmOptions;
import org.captioner.decoder.network.CaptionDecoder;
import org.captioner.decoder.network.Compute;
import org.captioner.decoder.network.DecoderShape;
import org.captioner.decoder.network.Precision;
import org.captioner.encoder.feature.FeatureSource;
import org.captioner.encoder.tensor.TensorEngine;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SelfCriticalObjectiveTest {
    private static final int END = Vocabulary.END;
    private static final List<TrainingImage> IMAGES =
            List.of(
                    new TrainingImage(
                            MemoryGrids.id(0),
                            List.of(List.of(4, 5, 6, END), List.of(4, 6, 5, 7, END))),
                    new TrainingImage(MemoryGrids.id(1), List.of(List.of(7, 8, END))),
                    new TrainingImage(MemoryGrids.id(2), List.of(List.of(8, 8, 9, END))));

    private static final List<String> WORDS =
            List.of(
                    "<pad>",
                    "<start>",
                    "<end>",
                    "<unknown>",
                    "a",
                    "dog",
                    "runs",
                    "cats",
                    "sleep",
                    "here");

    private final FeatureSource grids = new MemoryGrids(3, 4, 6, FeatureSource.Views.PLAIN);
    private NDManager manager;
    private CaptionDecoder decoder;

    @BeforeEach
    void start() {
        TensorEngine.start(1);
        TensorEngine.stopRecording();
        Engine.getInstance().setRandomSeed(5);
        manager = NDManager.newBaseManager();
        decoder =
                new LstmOptions(8, 4, 0)
                        .create(
                                new DecoderShape(2, 2, 6, 10, 6),
                                manager,
                                Compute.fused(Precision.FLOAT32));
    }

    @AfterEach
    void stop() {
        manager.close();
    }

    @Test
    void samplesOfAnImageAreWeightedAgainstOneAnother() {
        TrainingObjective.Captions sampled = objective(40).captions(batch(), views(), 7, manager);
        Map<Integer, Double> sums = new LinkedHashMap<>();
        int negative = 0;
        for (WeightedCaption caption : sampled.weighted()) {
            sums.merge(caption.image(), caption.weight(), Double::sum);
            negative += caption.weight() < 0 ? 1 : 0;
        }
        assertEquals(120, sampled.weighted().size());
        assertTrue(negative > 0);
        sums.values().forEach(sum -> assertEquals(0, sum, 1e-9));
    }

    @Test
    void theSamplesOfAStepAreAlwaysTheSame() {
        assertEquals(
                objective(5).captions(batch(), views(), 7, manager),
                objective(5).captions(batch(), views(), 7, manager));
    }

    @Test
    void aCaptionThatBreaksOffIsRewardedLessThanTheWholeOne() {
        double whole = reward(List.of(7, 8, END));
        double broken = reward(List.of(7, 8, 8));
        double unended = reward(List.of(7, 8, 4));
        assertTrue(broken < whole && unended < whole, broken + ", " + unended + ", " + whole);
    }

    @Test
    void aWeightedSumRewardsByEachOfItsScores() {
        List<Integer> script = List.of(7, 8, END);
        double cider = reward(script, "cider");
        double bleu = reward(script, "bleu-1");
        assertTrue(cider > 0 && bleu > 0, cider + ", " + bleu);
        assertEquals(cider + 0.5 * bleu, reward(script, "cider+0.5*bleu-1"), 1e-9);
    }

    /** METEOR stems: "cat" is "cats" to it, and no end marker is counted as a word. */
    @Test
    void metricsOfWordsGetWordsWithoutTheEndMarker() {
        double exact = reward(List.of(7, 8, END), "meteor");
        double cut = reward(List.of(7, 8, 8), "meteor");
        // One of three images has the reference "cats sleep"; the exact caption matches it wholly.
        assertTrue(exact > cut, exact + ", " + cut);
    }

    @Test
    void aScoreThatIsTooSlowForARewardIsRefused() {
        String message =
                assertThrows(
                                InputException.class,
                                () -> TrainingOptions.builder().reward("spice").build())
                        .getMessage();
        assertTrue(message.contains("spice is too slow"), message);
    }

    /** With a decoder whose captions have at most three words. */
    private double reward(List<Integer> script) {
        return reward(script, "cider");
    }

    private double reward(List<Integer> script, String reward) {
        DecoderShape shape = new DecoderShape(2, 2, 6, 10, 3);
        return objective(new ScriptedDecoder(shape, script), 2, reward)
                .captions(batch(), views(), 0, manager)
                .reward()
                .orElseThrow();
    }

    private SelfCriticalObjective objective(int samples) {
        return objective(decoder, samples, "cider");
    }

    private SelfCriticalObjective objective(CaptionDecoder sampled, int samples, String reward) {
        return new SelfCriticalObjective(
                new ObjectiveContext(
                        sampled,
                        grids,
                        IMAGES,
                        WORDS::get,
                        TrainingOptions.builder()
                                .objective(Objective.SELF_CRITICAL)
                                .captionsPerImage(samples)
                                .labelSmoothing(0)
                                .reward(reward)
                                .build()));
    }

    private static List<BatchSampler.Example> batch() {
        List<BatchSampler.Example> batch = new ArrayList<>();
        for (int image = 0; image < IMAGES.size(); image++) {
            batch.add(new BatchSampler.Example(image, false, List.of()));
        }
        return batch;
    }

    private static List<FeatureSource.View> views() {
        return IMAGES.stream().map(image -> FeatureSource.View.plain(image.id())).toList();
    }
}

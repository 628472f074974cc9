package org.captioner.decoder.training;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDManager;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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

class SelfCriticalSamplesTest {
    private static final int END = Vocabulary.END;
    private static final List<TrainingImage> IMAGES =
            List.of(
                    new TrainingImage(
                            MemoryGrids.id(0),
                            List.of(List.of(4, 5, 6, END), List.of(4, 6, 5, 7, END))),
                    new TrainingImage(MemoryGrids.id(1), List.of(List.of(7, 8, END))),
                    new TrainingImage(MemoryGrids.id(2), List.of(List.of(8, 8, 9, END))));

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
    void sentencesOfAnImageAreLearntAgainstOneAnother() {
        ExampleSource.Sentences said = sentences(40).of(batch(), views(), 7, manager);
        Map<Integer, Double> sums = new LinkedHashMap<>();
        int unlearnt = 0;
        for (CaptionLoss.Sentence sentence : said.sentences()) {
            sums.merge(sentence.image(), sentence.weight(), Double::sum);
            unlearnt += sentence.weight() < 0 ? 1 : 0;
        }
        assertEquals(120, said.sentences().size());
        assertTrue(unlearnt > 0);
        sums.values().forEach(sum -> assertEquals(0, sum, 1e-9));
    }

    @Test
    void theSentencesOfAStepAreAlwaysTheSame() {
        assertEquals(
                sentences(5).of(batch(), views(), 7, manager),
                sentences(5).of(batch(), views(), 7, manager));
    }

    @Test
    void aSentenceThatBreaksOffEarnsLessThanTheWholeOne() {
        double whole = reward(List.of(7, 8, END));
        double broken = reward(List.of(7, 8, 8));
        double unended = reward(List.of(7, 8, 4));
        assertTrue(broken < whole && unended < whole, broken + ", " + unended + ", " + whole);
    }

    /** With a decoder that may say three words. */
    private double reward(List<Integer> script) {
        DecoderShape shape = new DecoderShape(2, 2, 6, 10, 3);
        return sentences(new ScriptedDecoder(shape, script), 2)
                .of(batch(), views(), 0, manager)
                .reward()
                .orElseThrow();
    }

    private SelfCriticalSamples sentences(int samples) {
        return sentences(decoder, samples);
    }

    private SelfCriticalSamples sentences(CaptionDecoder speaker, int samples) {
        return new SelfCriticalSamples(
                speaker,
                grids,
                IMAGES,
                TrainingOptions.builder()
                        .objective(Objective.SELF_CRITICAL)
                        .captionsPerImage(samples)
                        .labelSmoothing(0)
                        .build());
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

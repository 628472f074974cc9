package org.captioner.pipeline.confidence;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Random;
import org.captioner.dataset.InputException;
import org.captioner.decoder.bundle.BundleManifest;
import org.captioner.decoder.bundle.ModelBundle;
import org.captioner.decoder.bundle.TinyModel;
import org.captioner.decoder.lstm.LstmOptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfidenceFitTest {
    private static final int CHANNELS = 6;
    private static final double PERSON = 0.8;

    @TempDir Path folder;

    private static double[] photo(Random random) {
        float[] grid = new float[CHANNELS];
        for (int i = 0; i < CHANNELS; i++) {
            grid[i] = (float) Math.abs(1 + 0.3 * random.nextGaussian() + 0.2 * i);
        }
        return PooledFeatures.of(grid, CHANNELS);
    }

    private static List<double[]> photos(int count) {
        Random random = new Random(3);
        List<double[]> photos = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            photos.add(photo(random));
        }
        return photos;
    }

    /** The more probable its words, the higher a caption's score. */
    private static List<Observation> observations(int count) {
        Random random = new Random(4);
        List<Observation> observations = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            double probability = 0.1 + 0.6 * random.nextDouble();
            double cider = Math.max(0, 1.2 * probability + 0.1 * random.nextGaussian());
            Evidence evidence =
                    new Evidence(probability, 5 + i % 9, OptionalDouble.of(0.3 + 0.05 * (i % 8)));
            observations.add(new Observation(photo(random), evidence, cider));
        }
        return observations;
    }

    private static ConfidenceFit fit() {
        return ConfidenceFit.of(photos(200), of(greedy(observations(300)), observations(300)));
    }

    private static ConfidenceFit.Observations of(List<Observation> greedy, List<Observation> beam) {
        return new ConfidenceFit.Observations(greedy, beam, PERSON);
    }

    /** Greedy search is less sure of sentences of the same score. */
    private static List<Observation> greedy(List<Observation> observations) {
        return observations.stream()
                .map(
                        each ->
                                new Observation(
                                        each.pooled(),
                                        new Evidence(
                                                each.evidence().wordProbability() - 0.1,
                                                each.evidence().words(),
                                                OptionalDouble.empty()),
                                        each.cider()))
                .toList();
    }

    @Test
    void confidenceForetellsScoresOfPhotosThatItWasNotFittedTo() {
        ConfidenceFit fit = fit();
        List<Observation> observations = observations(300);
        double[] cider = observations.stream().mapToDouble(Observation::cider).toArray();
        double[] outOfFold = fit.beam().stream().mapToDouble(Double::doubleValue).toArray();
        ConfidenceQuality quality = ConfidenceQuality.of(outOfFold, cider, PERSON);
        assertTrue(quality.spearman() > 0.85, quality.toString());
        assertTrue(quality.calibrationError() < 0.05, quality.toString());
        assertEquals(10, quality.bins().size());
        assertEquals(300, quality.bins().stream().mapToInt(ConfidenceQuality.Bin::captions).sum());
        Observation first = observations.get(0);
        double own = fit.confidence().of(first.pooled(), first.evidence());
        assertNotEquals(own, outOfFold[0], "the fold's fit does not know the photo");
        assertEquals(own, outOfFold[0], 0.03);
    }

    @Test
    void anOddPhotoHasNoConfidenceHoweverSureTheSearchIs() {
        CaptionConfidence confidence = fit().confidence();
        Evidence sure = new Evidence(0.95, 8, OptionalDouble.of(1));
        double[] odd = PooledFeatures.of(new float[] {9, 0, 0, 0, 0, 0}, CHANNELS);
        assertTrue(confidence.of(photos(1).get(0), sure) > 0.8);
        assertTrue(confidence.of(odd, sure) < 0.01);
    }

    @Test
    void greedySearchHasARegressionOfItsOwn() {
        ConfidenceFit fit = fit();
        double[] photo = photos(1).get(0);
        CaptionConfidence confidence = fit.confidence();
        double greedy = confidence.of(photo, new Evidence(0.4, 8, OptionalDouble.empty()));
        double beam = confidence.of(photo, new Evidence(0.5, 8, OptionalDouble.of(0.5)));
        assertEquals(beam, greedy, 0.03);
        for (int i = 0; i < 300; i++) {
            assertEquals(fit.beam().get(i), fit.greedy().get(i), 0.03);
        }
    }

    @Test
    void tooFewPhotosAreRefused() {
        List<double[]> photos = photos(5);
        InputException refused =
                assertThrows(
                        InputException.class,
                        () -> ConfidenceFit.of(photos, of(observations(19), observations(19))));
        assertTrue(refused.getMessage().contains("20 photos"), refused.getMessage());
        List<Observation> enough = observations(30);
        assertThrows(
                InputException.class,
                () -> ConfidenceFit.of(photos, new ConfidenceFit.Observations(enough, enough, 0)));
    }

    @Test
    void whatIsSavedIsWhatWasFitted() {
        write();
        BundleManifest manifest = ModelBundle.readManifest(folder);
        assertTrue(ConfidenceFile.load(folder, manifest, CHANNELS).isEmpty());
        CaptionConfidence confidence = fit().confidence();

        ConfidenceFile.save(folder, confidence, Map.of("dataset", "drawn"));

        manifest = ModelBundle.readManifest(folder);
        CaptionConfidence loaded = ConfidenceFile.load(folder, manifest, CHANNELS).orElseThrow();
        Evidence evidence = new Evidence(0.4, 9, OptionalDouble.of(0.7));
        for (double[] photo : photos(5)) {
            assertEquals(confidence.of(photo, evidence), loaded.of(photo, evidence), 1e-5);
        }
        assertTrue(manifest.files().containsKey(ConfidenceFile.NAME));
        ModelBundle.load(folder).close();
    }

    @Test
    void damagedFilesAndThoseOfOtherModelsAreRefused() throws IOException {
        write();
        CaptionConfidence confidence = fit().confidence();
        ConfidenceFile.save(folder, confidence, Map.of());
        BundleManifest manifest = ModelBundle.readManifest(folder);
        InputException shape =
                assertThrows(InputException.class, () -> ConfidenceFile.load(folder, manifest, 5));
        assertTrue(shape.getMessage().contains("'mean' of 5"), shape.getMessage());

        Path other = Files.createDirectories(folder.resolve("other"));
        TinyModel.write(other, new LstmOptions(8, 4, 0), 6, List.of("a", "dog"));
        Files.copy(folder.resolve(ConfidenceFile.NAME), other.resolve(ConfidenceFile.NAME));
        BundleManifest foreign = ModelBundle.readManifest(other);
        InputException model =
                assertThrows(
                        InputException.class, () -> ConfidenceFile.load(other, foreign, CHANNELS));
        assertTrue(model.getMessage().contains("another model"), model.getMessage());

        byte[] bytes = Files.readAllBytes(folder.resolve(ConfidenceFile.NAME));
        bytes[bytes.length - 1] ^= 1;
        Files.write(folder.resolve(ConfidenceFile.NAME), bytes);
        InputException damaged = assertThrows(InputException.class, () -> ModelBundle.load(folder));
        assertTrue(damaged.getMessage().contains(ConfidenceFile.NAME), damaged.getMessage());
        assertFalse(damaged.getMessage().isBlank());
    }

    private void write() {
        TinyModel.write(folder, new LstmOptions(8, 4, 0), 5, List.of("a", "dog"));
    }
}

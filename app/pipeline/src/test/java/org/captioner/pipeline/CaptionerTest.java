package org.captioner.pipeline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import javax.imageio.ImageIO;
import org.captioner.dataset.InputException;
import org.captioner.dataset.image.Photo;
import org.captioner.decoder.bundle.BundleCalibration;
import org.captioner.decoder.bundle.TinyModel;
import org.captioner.decoder.lstm.LstmOptions;
import org.captioner.decoder.network.DecoderOptions;
import org.captioner.decoder.registry.EveryDecoder;
import org.captioner.decoder.search.SearchOptions;
import org.captioner.decoder.transformer.TransformerOptions;
import org.captioner.encoder.backend.EncoderBackend;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class CaptionerTest {
    private static final List<String> WORDS =
            List.of("a", "dog", "runs", "on", "grass", "two", "men", "red");

    @TempDir Path folder;

    @EveryDecoder
    void aCaptionIsTheSameAloneAndAmongOthers(DecoderOptions kind) {
        TinyModel.write(folder, kind, 5, WORDS);
        List<Photo> photos = photos(20);
        try (Captioner captioner = Captioner.load(folder)) {
            List<Caption> together = captioner.caption(photos, captioner.defaults());
            for (int photo : new int[] {0, 7, 16, 19}) {
                assertEquals(together.get(photo), captioner.caption(photos.get(photo)));
            }
        }
    }

    @ParameterizedTest
    @EnumSource(
            mode = EnumSource.Mode.EXCLUDE,
            names = {"AUTO", "FUSED_INT8"})
    void aBundleIsTheSameModelOnEveryBackEnd(EncoderBackend backend) {
        TinyModel.write(folder, new LstmOptions(8, 4, 0), 5, WORDS);
        Photo photo = photos(1).get(0);
        try (Captioner usual = Captioner.load(folder);
                Captioner other = Captioner.load(folder, backend)) {
            Caption expected = usual.caption(photo);
            Caption actual = other.caption(photo);
            double tolerance = backend == EncoderBackend.FUSED_BF16 ? 0.1 : 1e-3;
            assertEquals(expected.logProbability(), actual.logProbability(), tolerance);
        }
    }

    @Test
    void eightBitsNeedACalibrationAndThenGiveAboutTheSameCaptions() throws IOException {
        TinyModel.write(folder, new LstmOptions(8, 4, 0), 5, WORDS);
        Photo photo = photos(1).get(0);
        InputException problem =
                assertThrows(
                        InputException.class,
                        () -> Captioner.load(folder, EncoderBackend.FUSED_INT8));
        assertTrue(problem.getMessage().contains("captioner calibrate"), problem::getMessage);
        BundleCalibration.calibrate(folder, List.of(png(photo)), done -> {});
        try (Captioner usual = Captioner.load(folder);
                Captioner other = Captioner.load(folder, EncoderBackend.FUSED_INT8)) {
            Caption expected = usual.caption(photo);
            Caption actual = other.caption(photo);
            assertEquals(expected.logProbability(), actual.logProbability(), 0.2);
        }
    }

    private Path png(Photo photo) throws IOException {
        BufferedImage image =
                new BufferedImage(photo.width(), photo.height(), BufferedImage.TYPE_3BYTE_BGR);
        byte[] rgb = photo.rgb();
        for (int i = 0; i < photo.width() * photo.height(); i++) {
            int red = Byte.toUnsignedInt(rgb[3 * i]);
            int green = Byte.toUnsignedInt(rgb[3 * i + 1]);
            int blue = Byte.toUnsignedInt(rgb[3 * i + 2]);
            image.setRGB(i % photo.width(), i / photo.width(), red << 16 | green << 8 | blue);
        }
        Path file = Files.createTempFile(folder, "photo", ".png");
        ImageIO.write(image, "png", file.toFile());
        return file;
    }

    @Test
    void alternativesAreRankedBehindTheBestCaption() {
        TinyModel.write(folder, new LstmOptions(8, 4, 0), 5, WORDS);
        List<Photo> photos = photos(3);
        try (Captioner captioner = Captioner.load(folder)) {
            SearchOptions search = captioner.searchDefaults().withBeams(4);
            List<Caption> best = captioner.caption(photos, CaptionOptions.best(search));
            List<Caption> several =
                    captioner.caption(photos, CaptionOptions.best(search).withCaptions(3));
            for (int photo = 0; photo < 3; photo++) {
                Caption first = several.get(photo);
                assertEquals(best.get(photo).text(), first.text());
                assertEquals(best.get(photo).score(), first.score());
                assertEquals(2, first.alternatives().size());
                double score = first.score();
                for (Caption alternative : first.alternatives()) {
                    assertTrue(alternative.score() <= score);
                    assertFalse(alternative.words().equals(first.words()));
                    score = alternative.score();
                }
            }
        }
    }

    @EveryDecoder
    void wordDetailsAddUpToTheCaptionsProbability(DecoderOptions kind) {
        TinyModel.write(folder, kind, 5, WORDS);
        List<Photo> photos = photos(18);
        try (Captioner captioner = Captioner.load(folder)) {
            CaptionOptions options =
                    captioner.defaults().withCaptions(2).withDetail(CaptionOptions.Detail.WORDS);
            for (Caption best : captioner.caption(photos, options)) {
                List<Caption> all = new ArrayList<>(best.alternatives());
                all.add(best);
                for (Caption caption : all) {
                    WordDetails details = caption.details().orElseThrow();
                    assertEquals(caption.words().size() + 1, details.logProbabilities().size());
                    assertEquals(
                            caption.logProbability(),
                            details.logProbabilities().stream().mapToDouble(d -> d).sum(),
                            1e-4);
                    int maps = details.attention().size();
                    assertTrue(maps == 0 || maps == caption.words().size(), maps + " maps");
                    for (AttentionMap map : details.attention()) {
                        double sum = map.weights().stream().mapToDouble(w -> w).sum();
                        assertTrue(sum > 0 && sum < 1 + 1e-5, "weights sum to " + sum);
                    }
                }
            }
        }
    }

    @Test
    void moreCaptionsThanBeamsAreRefused() {
        InputException problem =
                assertThrows(
                        InputException.class,
                        () -> CaptionOptions.best(SearchOptions.greedy(5)).withCaptions(2));
        assertTrue(problem.getMessage().contains("use more beams"), problem::getMessage);
    }

    @Test
    void closingTwiceIsFineAndLaterCallsAreRefusedInOurWords() {
        TinyModel.write(folder, new LstmOptions(8, 4, 0), 5, WORDS);
        Photo photo = photos(1).get(0);
        Captioner captioner = Captioner.load(folder);
        PhotoFeatures features = captioner.encode(photo);
        captioner.close();
        captioner.close();
        for (Executable call :
                List.<Executable>of(
                        () -> captioner.encode(photo),
                        () -> captioner.caption(photo),
                        () -> captioner.decode(List.of(features), captioner.defaults()))) {
            IllegalStateException refused = assertThrows(IllegalStateException.class, call);
            assertTrue(refused.getMessage().contains("is closed"), refused::getMessage);
        }
    }

    @Test
    void noPhotosGiveNoCaptions() {
        TinyModel.write(folder, new LstmOptions(8, 4, 0), 5, WORDS);
        try (Captioner captioner = Captioner.load(folder)) {
            assertEquals(List.of(), captioner.caption(List.of(), captioner.defaults()));
        }
    }

    @Test
    void threadsMayShareACaptioner() throws InterruptedException, ExecutionException {
        TinyModel.write(folder, new TransformerOptions(8, 1, 2, 16, 0), 5, WORDS);
        List<Photo> photos = photos(4);
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try (Captioner captioner = Captioner.load(folder)) {
            List<Caption> expected = captioner.caption(photos, captioner.defaults());
            List<Callable<List<Caption>>> work = new ArrayList<>();
            for (int i = 0; i < 12; i++) {
                work.add(() -> captioner.caption(photos, captioner.defaults()));
            }
            for (Future<List<Caption>> each : threads.invokeAll(work)) {
                assertEquals(expected, each.get());
            }
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void aThousandCaptionsLeaveTheModelsMemoryAsItWas() {
        TinyModel.write(folder, new TransformerOptions(8, 1, 2, 16, 0), 5, WORDS);
        List<Photo> photos = photos(50);
        try (Captioner captioner = Captioner.load(folder)) {
            CaptionOptions options =
                    captioner.defaults().withCaptions(2).withDetail(CaptionOptions.Detail.WORDS);
            List<PhotoFeatures> features = photos.stream().map(captioner::encode).toList();
            captioner.decode(features, options);
            int held = captioner.bundle().manager().getManagedArrays().size();
            for (int round = 0; round < 20; round++) {
                assertFalse(captioner.decode(features, options).isEmpty());
            }
            assertEquals(held, captioner.bundle().manager().getManagedArrays().size());
        }
    }

    private static List<Photo> photos(int count) {
        List<Photo> photos = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            photos.add(TinyModel.photo(i, 40 + i, 60));
        }
        return photos;
    }
}

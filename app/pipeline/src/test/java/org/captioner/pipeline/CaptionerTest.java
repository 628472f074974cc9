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
            SearchOptions search = captioner.searchDefaults();
            List<Caption> together = captioner.caption(photos, search);
            for (int photo : new int[] {0, 7, 16, 19}) {
                assertEquals(together.get(photo), captioner.caption(photos.get(photo), search));
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
            Caption expected = usual.caption(photo, usual.searchDefaults());
            Caption actual = other.caption(photo, other.searchDefaults());
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
            Caption expected = usual.caption(photo, usual.searchDefaults());
            Caption actual = other.caption(photo, other.searchDefaults());
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
    void candidatesAreRankedAndTheCaptionIsTheFirst() {
        TinyModel.write(folder, new LstmOptions(8, 4, 0), 5, WORDS);
        List<Photo> photos = photos(3);
        try (Captioner captioner = Captioner.load(folder)) {
            SearchOptions search = captioner.searchDefaults().withBeams(4);
            List<List<Caption>> candidates = captioner.candidates(captioner.encode(photos), search);
            List<Caption> best = captioner.caption(photos, search);
            for (int photo = 0; photo < 3; photo++) {
                assertEquals(best.get(photo), candidates.get(photo).get(0));
                assertTrue(candidates.get(photo).size() > 1);
            }
        }
    }

    @Test
    void noPhotosGiveNoCaptions() {
        TinyModel.write(folder, new LstmOptions(8, 4, 0), 5, WORDS);
        try (Captioner captioner = Captioner.load(folder)) {
            assertEquals(List.of(), captioner.caption(List.of(), captioner.searchDefaults()));
        }
    }

    @Test
    void threadsMayShareACaptioner() throws InterruptedException, ExecutionException {
        TinyModel.write(folder, new TransformerOptions(8, 1, 2, 16, 0), 5, WORDS);
        List<Photo> photos = photos(4);
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try (Captioner captioner = Captioner.load(folder)) {
            List<Caption> expected = captioner.caption(photos, captioner.searchDefaults());
            List<Callable<List<Caption>>> work = new ArrayList<>();
            for (int i = 0; i < 12; i++) {
                work.add(() -> captioner.caption(photos, captioner.searchDefaults()));
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
            List<float[]> grids = captioner.encode(photos);
            captioner.candidates(grids, captioner.searchDefaults());
            int held = captioner.bundle().manager().getManagedArrays().size();
            for (int round = 0; round < 20; round++) {
                List<List<Caption>> found = captioner.candidates(grids, captioner.searchDefaults());
                assertFalse(found.isEmpty());
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

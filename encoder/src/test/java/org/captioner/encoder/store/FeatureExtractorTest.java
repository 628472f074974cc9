package org.captioner.encoder.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import javax.imageio.ImageIO;
import org.captioner.dataset.CaptionedImage;
import org.captioner.dataset.Split;
import org.captioner.dataset.image.PhotoLimits;
import org.captioner.dataset.image.PhotoReader;
import org.captioner.encoder.EncoderDescription;
import org.captioner.encoder.ImageEncoder;
import org.captioner.encoder.tensor.Float16;
import org.captioner.encoder.transform.ImageTransform;
import org.captioner.encoder.transform.Resize;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FeatureExtractorTest {
    private static final PhotoReader READER = new PhotoReader(PhotoLimits.standard());

    @TempDir private Path folder;

    /** One cell whose one channel is the first red value of the normalised photo. */
    private static class FirstPixel implements ImageEncoder {
        private final AtomicInteger calls = new AtomicInteger();

        @Override
        public EncoderDescription description() {
            ImageTransform transform = ImageTransform.imageNet(Resize.SQUASH, 4);
            return new EncoderDescription("first", "", "pixel", 1, 1, 1, transform, "f1");
        }

        @Override
        public float[] encode(float[] photos, int count) {
            calls.incrementAndGet();
            return new float[] {photos[0]};
        }

        @Override
        public void close() {}
    }

    private List<CaptionedImage> photos(int count) throws IOException {
        List<CaptionedImage> photos = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            BufferedImage image = new BufferedImage(4, 4, BufferedImage.TYPE_INT_RGB);
            for (int p = 0; p < 16; p++) {
                image.setRGB(p / 4, p % 4, i << 16);
            }
            Path file = folder.resolve(i + ".png");
            ImageIO.write(image, "png", file.toFile());
            photos.add(new CaptionedImage(i + ".png", file, Split.TRAIN, List.of()));
        }
        return photos;
    }

    private static StoreKey key(ImageEncoder encoder) {
        return StoreKey.of(encoder.description(), "dataset");
    }

    @Test
    void everyPhotoIsStoredUnderItsOwnIdByAnyNumberOfWorkers() throws IOException {
        List<CaptionedImage> photos = photos(40);
        for (int workers : new int[] {1, 3}) {
            Path file = folder.resolve(workers + ".store");
            FirstPixel encoder = new FirstPixel();
            List<Integer> reported = Collections.synchronizedList(new ArrayList<>());
            ExtractionReport report =
                    new FeatureExtractor(encoder, READER, workers)
                            .fill(file, key(encoder), photos, (done, total) -> reported.add(done));
            assertEquals(new ExtractionReport(40, 0, List.of()), report);
            assertEquals(40, reported.size());
            assertEquals(40, reported.get(39));
            try (FeatureStore store = FeatureStore.open(file, key(encoder))) {
                for (int i = 0; i < 40; i++) {
                    float expected = (i / 255f - 0.485f) / 0.229f;
                    float stored = Float16.toFloat(store.grid(i + ".png").getShort());
                    assertEquals(expected, stored, 2e-3f);
                }
            }
        }
    }

    @Test
    void aSecondRunDoesOnlyWhatIsMissing() throws IOException {
        List<CaptionedImage> photos = photos(10);
        Path file = folder.resolve("x.store");
        FirstPixel encoder = new FirstPixel();
        FeatureExtractor extractor = new FeatureExtractor(encoder, READER, 2);
        extractor.fill(file, key(encoder), photos.subList(0, 4), (done, total) -> {});
        ExtractionReport report =
                extractor.fill(file, key(encoder), photos, (done, total) -> assertEquals(6, total));
        assertEquals(new ExtractionReport(6, 4, List.of()), report);
        assertEquals(10, encoder.calls.get());
    }

    @Test
    void aBadPhotoIsReportedAndTheOthersGoOn() throws IOException {
        List<CaptionedImage> photos = photos(5);
        Files.writeString(folder.resolve("2.png"), "not a picture");
        Files.delete(folder.resolve("4.png"));
        Path file = folder.resolve("x.store");
        FirstPixel encoder = new FirstPixel();
        ExtractionReport report =
                new FeatureExtractor(encoder, READER, 2)
                        .fill(file, key(encoder), photos, (done, total) -> {});
        assertEquals(3, report.encoded());
        assertEquals(
                List.of("2.png", "4.png"),
                report.failures().stream().map(f -> f.imageId()).toList());
        assertTrue(report.failures().get(0).reason().contains("2.png"));
    }

    @Test
    void aBugInTheEncoderEndsTheRunAndWhatIsDoneIsKept() throws IOException {
        List<CaptionedImage> photos = photos(20);
        Path file = folder.resolve("x.store");
        FirstPixel failing =
                new FirstPixel() {
                    @Override
                    public float[] encode(float[] photos, int count) {
                        if (super.calls.get() >= 5) {
                            throw new IllegalStateException("bug");
                        }
                        return super.encode(photos, count);
                    }
                };
        FeatureExtractor extractor = new FeatureExtractor(failing, READER, 1);
        StoreKey key = key(failing);
        assertThrows(
                IllegalStateException.class,
                () -> extractor.fill(file, key, photos, (done, total) -> {}));
        try (FeatureStore store = FeatureStore.open(file, key)) {
            assertEquals(5, store.imageIds().size());
        }
    }

    @Test
    void anInterruptStopsTheRunAndLeavesASoundStore() throws IOException {
        List<CaptionedImage> photos = photos(30);
        Path file = folder.resolve("x.store");
        FirstPixel encoder = new FirstPixel();
        Thread caller = Thread.currentThread();
        FeatureExtractor extractor = new FeatureExtractor(encoder, READER, 2);
        StoreKey key = key(encoder);
        ExtractionProgress interrupting =
                (done, total) -> {
                    if (done == 3) {
                        caller.interrupt();
                    }
                };
        try {
            extractor.fill(file, key, photos, interrupting);
        } catch (CancellationException expected) {
            assertTrue(expected.getMessage().contains("kept"));
        }
        assertTrue(Thread.interrupted(), "the caller's interrupt is passed on");
        ExtractionReport rest = extractor.fill(file, key, photos, (done, total) -> {});
        assertEquals(30, rest.encoded() + rest.kept());
        assertTrue(rest.kept() >= 3);
    }

    @Test
    void aCompleteStoreServesWhileAnotherRunHoldsIt() throws IOException {
        List<CaptionedImage> photos = photos(4);
        Path file = folder.resolve("x.store");
        FirstPixel encoder = new FirstPixel();
        FeatureExtractor extractor = new FeatureExtractor(encoder, READER, 1);
        extractor.fill(file, key(encoder), photos, (done, total) -> {});
        try (FeatureStoreWriter other = FeatureStoreWriter.open(file, key(encoder))) {
            ExtractionReport report =
                    extractor.fill(file, key(encoder), photos, new Waiting(() -> {}));
            assertEquals(new ExtractionReport(0, 4, List.of()), report);
            assertEquals(4, other.size());
        }
    }

    @Test
    void aRunWaitsWhileAnotherFillsTheStoreAndThenEncodesNothingAgain() throws IOException {
        List<CaptionedImage> photos = photos(4);
        Path file = folder.resolve("x.store");
        FirstPixel encoder = new FirstPixel();
        CountDownLatch waiting = new CountDownLatch(1);
        FeatureStoreWriter first = FeatureStoreWriter.open(file, key(encoder));
        CompletableFuture<ExtractionReport> second =
                CompletableFuture.supplyAsync(
                        () ->
                                new FeatureExtractor(encoder, READER, 1)
                                        .fill(
                                                file,
                                                key(encoder),
                                                photos,
                                                new Waiting(waiting::countDown)));
        try (first) {
            waiting.await();
            for (CaptionedImage photo : photos) {
                first.append(photo.id(), new float[] {1});
            }
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
        assertEquals(new ExtractionReport(0, 4, List.of()), second.join());
        assertEquals(0, encoder.calls.get());
    }

    @Test
    void anInterruptEndsTheWaitForAnotherRun() throws IOException {
        List<CaptionedImage> photos = photos(1);
        Path file = folder.resolve("x.store");
        FirstPixel encoder = new FirstPixel();
        StoreKey key = key(encoder);
        FeatureExtractor extractor = new FeatureExtractor(encoder, READER, 1);
        Waiting interrupting = new Waiting(() -> Thread.currentThread().interrupt());
        try (FeatureStoreWriter other = FeatureStoreWriter.open(file, key)) {
            assertThrows(
                    CancellationException.class,
                    () -> extractor.fill(file, key, photos, interrupting));
            assertTrue(Thread.interrupted(), "the caller's interrupt is passed on");
            assertEquals(0, other.size());
        }
    }

    /** Observes a wait. */
    private record Waiting(Runnable observer) implements ExtractionProgress {
        @Override
        public void advanced(int done, int total) {
            throw new AssertionError("no photo was missing");
        }

        @Override
        public void waiting(Path file) {
            observer.run();
        }
    }
}

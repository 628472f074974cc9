package org.captioner.pipeline.bulk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.captioner.dataset.InputException;
import org.captioner.pipeline.Caption;
import org.captioner.pipeline.output.CaptionWriter;
import org.captioner.pipeline.output.CaptionedPhoto;
import org.captioner.pipeline.photo.FileVersion;
import org.captioner.pipeline.photo.FoundPhoto;
import org.junit.jupiter.api.Test;

class BulkCaptioningTest {
    @Property(tries = 200)
    void rowsComeInTheOrderOfThePhotosWhateverTheBatch(
            @ForAll @IntRange(min = 0, max = 12) int photos,
            @ForAll @IntRange(min = 1, max = 9) int batch,
            @ForAll @IntRange(min = 1, max = 4) int threads) {
        Rows rows = new Rows();
        AtomicInteger progress = new AtomicInteger();
        PhotoEncoder everyThirdFails =
                photo -> {
                    if (number(photo) % 3 == 0) {
                        throw new InputException(photo.name() + ": not a picture");
                    }
                    return FakeCaptioner.features(number(photo));
                };

        BulkResult result =
                bulk(everyThirdFails, batch, threads)
                        .run(photos(photos), rows, progress::addAndGet);

        int failed = (photos + 2) / 3;
        assertEquals(new BulkResult(photos - failed, failed, 0, Optional.empty()), result);
        assertEquals(photos, progress.get());
        assertEquals(
                IntStream.range(0, photos)
                        .mapToObj(
                                i ->
                                        i % 3 == 0
                                                ? i + ".jpg: " + i + ".jpg: not a picture"
                                                : i + ".jpg: Photo " + i)
                        .toList(),
                rows.lines());
    }

    @Test
    void aFailureThatNoPhotoExplainsIsItsRowAndReported() {
        Rows rows = new Rows();
        PhotoEncoder broken =
                photo -> {
                    if (number(photo) == 1) {
                        throw new IllegalStateException("bug");
                    }
                    return FakeCaptioner.features(number(photo));
                };

        BulkResult result = bulk(broken, 2, 2).run(photos(16), rows, written -> {});

        assertEquals(3, result.failed());
        assertEquals(13, result.captioned());
        assertTrue(rows.lines().get(1).contains("report this bug"), rows.lines().get(1));
        // The caption of number 13 fails alone, not with its neighbour of the batch.
        assertEquals("12.jpg: Photo 12", rows.lines().get(12));
        assertTrue(rows.lines().get(13).contains("no such number"), rows.lines().get(13));
        assertTrue(rows.lines().get(14).contains("found no word"), rows.lines().get(14));
        assertInstanceOf(RuntimeException.class, result.bug().orElseThrow());
    }

    @Test
    void aPhotoThatNeedsAllMemoryIsReadAgainAloneAndThenFailsAlone() {
        Rows rows = new Rows();
        Set<String> tried = ConcurrentHashMap.newKeySet();
        AtomicInteger reading = new AtomicInteger();
        List<Integer> besides = new ArrayList<>();
        PhotoEncoder hungry =
                photo -> {
                    int others = reading.getAndIncrement();
                    try {
                        int number = number(photo);
                        if ((number == 3 && tried.add(photo.name())) || number == 5) {
                            throw new OutOfMemoryError("Java heap space");
                        }
                        if (number == 3) {
                            besides.add(others);
                        }
                        return FakeCaptioner.features(number);
                    } finally {
                        reading.decrementAndGet();
                    }
                };

        BulkResult result = bulk(hungry, 4, 4).run(photos(12), rows, written -> {});

        assertEquals(new BulkResult(11, 1, 0, Optional.empty()), result);
        assertEquals(List.of(0), besides, "photo 3 is read again while no other is");
        assertTrue(rows.lines().get(5).contains("needs more memory"), rows.lines().get(5));
    }

    @Test
    void filesThatAreLargeTogetherAreNotReadTogether() {
        long heap = Runtime.getRuntime().maxMemory();
        List<FoundPhoto> large =
                IntStream.range(0, 8)
                        .mapToObj(i -> photo(i, Optional.of(new FileVersion(heap, Instant.EPOCH))))
                        .toList();
        AtomicInteger reading = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        PhotoEncoder counting =
                photo -> {
                    most.accumulateAndGet(reading.incrementAndGet(), Math::max);
                    LockSupport.parkNanos(1_000_000);
                    reading.decrementAndGet();
                    return FakeCaptioner.features(number(photo));
                };

        bulk(counting, 4, 4).run(large, new Rows(), written -> {});

        assertEquals(1, most.get());
    }

    @Test
    void aStopWritesThePhotosInHandAndCountsTheOthers() {
        Rows rows = new Rows();
        BulkCaptioning bulk = bulk(photo -> FakeCaptioner.features(number(photo) % 10), 2, 2);

        BulkResult result =
                bulk.run(
                        photos(1000),
                        rows,
                        written -> {
                            if (rows.written.size() == 4) {
                                bulk.requestStop();
                            }
                        });

        assertTrue(result.captioned() >= 4 && result.captioned() < 30, result.toString());
        assertEquals(result.captioned(), rows.written.size());
        assertEquals(1000, result.captioned() + result.left());
    }

    @Test
    void aRowIsWrittenWhileLaterPhotosAreStillRead() throws InterruptedException {
        CountDownLatch firstWritten = new CountDownLatch(1);
        PhotoEncoder waiting =
                photo -> {
                    if (number(photo) == 2) {
                        await(firstWritten);
                    }
                    return FakeCaptioner.features(number(photo));
                };

        BulkResult result =
                bulk(waiting, 1, 2).run(photos(4), new Rows(), row -> firstWritten.countDown());

        assertEquals(4, result.captioned());
    }

    @Test
    void aWriterThatFailsEndsTheRun() {
        AtomicInteger encoded = new AtomicInteger();
        BulkCaptioning bulk =
                bulk(
                        photo -> {
                            encoded.incrementAndGet();
                            return FakeCaptioner.features(0);
                        },
                        2,
                        2);
        CaptionWriter full =
                new Rows() {
                    @Override
                    public void write(CaptionedPhoto photo) {
                        throw new InputException("disk full");
                    }
                };

        assertThrows(InputException.class, () -> bulk.run(photos(1000), full, written -> {}));
        assertTrue(encoded.get() < 100, encoded + " photos were encoded in vain");
    }

    @Test
    void aBatchOfNothingIsRefused() {
        assertThrows(InputException.class, () -> new BulkOptions(0, 1));
        assertThrows(InputException.class, () -> new BulkOptions(1, 0));
        assertFalse(BulkOptions.standard().threads() < 1);
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static BulkCaptioning bulk(PhotoEncoder encoder, int batch, int threads) {
        FakeCaptioner captioner = new FakeCaptioner();
        return new BulkCaptioning(
                captioner, captioner.defaults(), encoder, new BulkOptions(batch, threads));
    }

    private static int number(FoundPhoto photo) {
        return Integer.parseInt(photo.name().replace(".jpg", ""));
    }

    private static List<FoundPhoto> photos(int count) {
        return IntStream.range(0, count).mapToObj(i -> photo(i, Optional.empty())).toList();
    }

    private static FoundPhoto photo(int number, Optional<FileVersion> version) {
        return new FoundPhoto(number + ".jpg", Path.of(number + ".jpg"), version);
    }

    private static class Rows implements CaptionWriter {
        private final List<CaptionedPhoto> written = new ArrayList<>();

        @Override
        public void write(CaptionedPhoto photo) {
            written.add(photo);
        }

        List<String> lines() {
            return written.stream()
                    .map(
                            row ->
                                    row.photo().name()
                                            + ": "
                                            + row.caption().map(Caption::text).orElse(row.error()))
                    .toList();
        }

        @Override
        public void close() {}
    }
}

package org.captioner.encoder.feature;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalLong;
import java.util.Random;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import org.captioner.dataset.InputException;
import org.captioner.dataset.image.Photo;
import org.captioner.encoder.feature.FeatureSource.View;
import org.captioner.encoder.transform.ImageTransform;
import org.captioner.encoder.transform.Resize;
import org.junit.jupiter.api.Test;

class PhotoStreamTest {
    private static final ImageTransform TRANSFORM = ImageTransform.imageNet(Resize.SQUASH, 16);
    private static final Augmentation AUGMENTATION = new Augmentation(0.75, 0.5, 0.2, 0.2, 0.2);
    private static final int IMAGES = 40;

    @Test
    void pixelsDependNeitherOnThreadsNorOnWhatWasAnnounced() {
        List<List<View>> batches = batches(0);
        List<float[]> expected = new ArrayList<>();
        try (PhotoStream one = stream(1)) {
            batches.forEach(batch -> expected.add(one.pixels(batch).clone()));
        }
        try (PhotoStream many = stream(4)) {
            many.announce(batches);
            for (int i = 0; i < batches.size(); i++) {
                assertArrayEquals(expected.get(i), many.pixels(batches.get(i)));
            }
        }
    }

    @Test
    void aResumedRunSeesWhatAnUninterruptedOneWouldHaveSeen() {
        List<List<View>> batches = batches(0);
        try (PhotoStream whole = stream(2);
                PhotoStream resumed = stream(2)) {
            whole.announce(batches);
            resumed.announce(batches.subList(7, batches.size()));
            for (int i = 0; i < batches.size(); i++) {
                float[] pixels = whole.pixels(batches.get(i));
                if (i >= 7) {
                    assertArrayEquals(pixels, resumed.pixels(batches.get(i)));
                }
            }
        }
    }

    @Test
    void aPhotoLooksDifferentInEveryStepAndAsItIsWithoutOne() {
        try (PhotoStream photos = stream(1)) {
            float[] first = photos.pixels(List.of(view(3, 1))).clone();
            float[] second = photos.pixels(List.of(view(3, 2)));
            assertFalse(Arrays.equals(first, second));
            FloatBuffer plain = FloatBuffer.allocate(TRANSFORM.length());
            TRANSFORM.apply(photo("3"), plain);
            assertArrayEquals(plain.array(), photos.pixels(List.of(View.plain("3"))));
        }
    }

    @Test
    void theBatchThatWasLastIsNotReadAgain() {
        AtomicInteger reads = new AtomicInteger();
        try (PhotoStream photos = counting(reads)) {
            List<List<View>> batches = batches(0).subList(0, 1);
            photos.announce(batches);
            float[] pixels = photos.pixels(batches.get(0));
            assertSame(pixels, photos.pixels(batches.get(0)));
            assertEquals(4, reads.get());
        }
    }

    @Test
    void noMoreThanFourBatchesAreReadAhead() throws InterruptedException {
        AtomicInteger reads = new AtomicInteger();
        Semaphore finished = new Semaphore(0);
        try (PhotoStream photos =
                new PhotoStream(
                        id -> {
                            reads.incrementAndGet();
                            finished.release();
                            return photo(id);
                        },
                        TRANSFORM,
                        AUGMENTATION,
                        1,
                        2)) {
            List<List<View>> batches = batches(0);
            photos.announce(batches);
            finished.acquire(16);
            // All that was started is done: four batches of four photos.
            assertEquals(16, reads.get());
            photos.pixels(batches.get(0));
            finished.acquire(4);
            assertEquals(20, reads.get());
        }
    }

    @Test
    void aPhotoThatCannotBeReadIsTheCallersError() {
        try (PhotoStream photos =
                new PhotoStream(
                        id -> {
                            throw new InputException(id + ".jpg: is gone");
                        },
                        TRANSFORM,
                        AUGMENTATION,
                        1,
                        1)) {
            photos.announce(List.of(List.of(view(7, 0))));
            InputException e =
                    assertThrows(InputException.class, () -> photos.pixels(List.of(view(7, 0))));
            assertTrue(e.getMessage().startsWith("7.jpg"), e.getMessage());
        }
    }

    private static PhotoStream counting(AtomicInteger reads) {
        return new PhotoStream(
                id -> {
                    reads.incrementAndGet();
                    return photo(id);
                },
                TRANSFORM,
                AUGMENTATION,
                1,
                1);
    }

    private static PhotoStream stream(int threads) {
        return new PhotoStream(PhotoStreamTest::photo, TRANSFORM, AUGMENTATION, 9, threads);
    }

    /** Ten batches of four. */
    private static List<List<View>> batches(long firstStep) {
        List<List<View>> batches = new ArrayList<>();
        for (int batch = 0; batch < IMAGES / 4; batch++) {
            List<View> views = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                views.add(view(4 * batch + i, firstStep + batch));
            }
            batches.add(views);
        }
        return batches;
    }

    private static View view(int image, long step) {
        return new View(Integer.toString(image), false, OptionalLong.of(step));
    }

    private static Photo photo(String id) {
        byte[] rgb = new byte[3 * 20 * 24];
        new Random(Integer.parseInt(id)).nextBytes(rgb);
        return Photo.of(20, 24, rgb);
    }
}

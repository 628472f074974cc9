package org.captioner.dataset.image;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

class PhotoReaderThreadsTest {
    private static final List<String> FIXTURES =
            List.of(
                    "baseline.jpg",
                    "progressive.jpg",
                    "cmyk.jpg",
                    "16-bit.png",
                    "lossy.webp",
                    "orientation-6.tif",
                    "orientation-6.jpg");

    @Test
    void eight_threads_that_share_a_reader_see_the_pixels_that_one_sees()
            throws InterruptedException, ExecutionException {
        List<Photo> expected = FIXTURES.stream().map(Quarters::read).toList();
        PhotoReader shared = new PhotoReader(PhotoLimits.standard());
        ExecutorService threads = Executors.newFixedThreadPool(8);
        try {
            List<Future<List<Photo>>> results = new ArrayList<>();
            for (int i = 0; i < 80; i++) {
                results.add(
                        threads.submit(
                                () ->
                                        FIXTURES.stream()
                                                .map(f -> shared.read(Quarters.fixture(f), f))
                                                .toList()));
            }
            for (Future<List<Photo>> result : results) {
                assertEquals(expected, result.get());
            }
        } finally {
            threads.shutdownNow();
        }
    }
}

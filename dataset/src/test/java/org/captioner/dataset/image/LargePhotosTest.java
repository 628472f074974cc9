package org.captioner.dataset.image;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;

class LargePhotosTest {
    private final LargePhotos large = new LargePhotos(800);

    @Test
    void a_large_photo_waits_for_another_and_a_small_one_does_not()
            throws ExecutionException, InterruptedException, TimeoutException {
        large.begin(101);
        large.begin(500); // The same photo, of which more is known.
        CompletableFuture<Void> second = CompletableFuture.runAsync(() -> decode(101));
        CompletableFuture<Void> small = CompletableFuture.runAsync(() -> decode(100));
        small.get(1, TimeUnit.MINUTES);
        assertFalse(second.isDone(), "two large photos at a time");
        large.done();
        second.get(1, TimeUnit.MINUTES);
        assertTrue(second.isDone());
    }

    private void decode(long bytes) {
        large.begin(bytes);
        large.done();
    }
}

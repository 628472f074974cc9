package org.captioner.encoder.feature;

import java.nio.FloatBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.captioner.dataset.image.Photo;
import org.captioner.encoder.feature.FeatureSource.View;
import org.captioner.encoder.tensor.Seeds;
import org.captioner.encoder.transform.ImageTransform;
import org.jspecify.annotations.Nullable;

/**
 * Pixels of photos for training: read, augmented and normalised by worker threads, a few batches
 * ahead of their use.
 *
 * <p>At most {@value #BATCHES_AHEAD} announced batches are in memory besides the two last asked
 * for, each of 12 bytes a pixel: 115 MB for batches of 32 photos of 224 x 224 pixels. Photos are
 * not cached.
 *
 * <p>What is random about a view comes from the seed, the image id and the view's step alone, so
 * that pixels depend neither on threads nor on what was announced, and a resumed run sees what an
 * uninterrupted one would have seen. For one thread at a time.
 */
public final class PhotoStream implements AutoCloseable {
    /** Enough that a step never waits for a photo unless the workers are slower in the mean. */
    private static final int BATCHES_AHEAD = 4;

    private final Function<String, Photo> source;
    private final ImageTransform transform;
    private final Augmentation augmentation;
    private final long seed;
    private final ExecutorService workers;
    private final Deque<List<View>> announced = new ArrayDeque<>();
    private final Deque<Batch> ahead = new ArrayDeque<>();
    private @Nullable Batch latest;

    /**
     * @param source reads the photo of an image id; called from several threads
     * @param augmentation of views that belong to a step
     * @param seed of the augmentation
     * @param threads that read photos, at least 1
     */
    public PhotoStream(
            Function<String, Photo> source,
            ImageTransform transform,
            Augmentation augmentation,
            long seed,
            int threads) {
        this.source = source;
        this.transform = transform;
        this.augmentation = augmentation;
        this.seed = seed;
        AtomicInteger count = new AtomicInteger();
        workers =
                Executors.newFixedThreadPool(
                        threads,
                        task -> {
                            Thread thread =
                                    new Thread(task, "photo-stream-" + count.incrementAndGet());
                            thread.setDaemon(true);
                            return thread;
                        });
    }

    /** Forgets what was announced before and starts to read the first of these batches. */
    void announce(List<List<View>> batches) {
        ahead.forEach(Batch::cancel);
        ahead.clear();
        announced.clear();
        announced.addAll(batches);
        readAhead();
    }

    private void readAhead() {
        while (ahead.size() < BATCHES_AHEAD && !announced.isEmpty()) {
            ahead.add(start(announced.poll()));
        }
    }

    /**
     * The pixels of a batch, read now unless it is the next announced one or was the last.
     *
     * @return (views, 3, size, size), not to be changed
     * @throws org.captioner.dataset.image.PhotoException if a photo cannot be read
     */
    float[] pixels(List<View> views) {
        if (latest != null && latest.shows(views)) {
            return latest.await();
        }
        if (ahead.isEmpty() || !ahead.peek().shows(views)) {
            return start(views).await();
        }
        Batch next = ahead.remove();
        latest = next;
        readAhead();
        return next.await();
    }

    private Batch start(List<View> views) {
        float[] pixels = new float[Math.multiplyExact(views.size(), transform.length())];
        List<Future<?>> photos = new ArrayList<>(views.size());
        for (int i = 0; i < views.size(); i++) {
            View view = views.get(i);
            FloatBuffer target =
                    FloatBuffer.wrap(pixels, i * transform.length(), transform.length());
            photos.add(workers.submit(() -> write(view, target)));
        }
        return new Batch(views, pixels, photos);
    }

    private void write(View view, FloatBuffer target) {
        Photo photo = source.apply(view.imageId());
        ImageTransform turned = view.mirrored() ? transform.mirrored() : transform;
        if (view.step().isEmpty()) {
            turned.apply(photo, target);
            return;
        }
        long step = view.step().getAsLong();
        SplittableRandom random =
                new SplittableRandom(Seeds.derive(seed, "augmentation " + view.imageId(), step));
        augmentation.apply(photo, turned, random, target);
    }

    /** Photos of one batch, which workers write into one array. */
    private static final class Batch {
        private final List<View> views;
        private final float[] pixels;
        private final List<Future<?>> photos;

        Batch(List<View> views, float[] pixels, List<Future<?>> photos) {
            this.views = List.copyOf(views);
            this.pixels = pixels;
            this.photos = photos;
        }

        boolean shows(List<View> others) {
            return views.equals(others);
        }

        float[] await() {
            try {
                for (Future<?> photo : photos) {
                    photo.get();
                }
                return pixels;
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException("interrupted while photos were read", e);
            } catch (ExecutionException e) {
                if (e.getCause() instanceof RuntimeException cause) {
                    throw cause;
                }
                throw new IllegalStateException("a worker failed", e.getCause());
            }
        }

        void cancel() {
            photos.forEach(photo -> photo.cancel(false));
        }
    }

    /** Stops the workers. */
    @Override
    public void close() {
        workers.shutdownNow();
    }
}

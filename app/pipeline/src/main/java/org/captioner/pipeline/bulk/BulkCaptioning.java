package org.captioner.pipeline.bulk;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.IntConsumer;
import org.captioner.pipeline.CaptionOptions;
import org.captioner.pipeline.ImageCaptioner;
import org.captioner.pipeline.output.CaptionWriter;
import org.captioner.pipeline.output.CaptionedPhoto;
import org.captioner.pipeline.photo.FoundPhoto;

/**
 * Captions many photos with bounded memory: each thread takes what is next, be it a photo to encode
 * or a batch to caption, and rows are written in the order of the photos whatever finishes first.
 *
 * <p>Whatever goes wrong with one photo, lack of memory included, becomes a row with an error.
 *
 * <p>A row is written as soon as its batch and those before it are captioned; a batch that does not
 * fill within ten seconds is captioned as it is. A process that is killed loses the batches being
 * captioned, the batch being filled and the photos being encoded; with a batch of 1 and one thread
 * these are two photos.
 */
public final class BulkCaptioning {
    private static final int BATCHES_AHEAD = 2;
    private static final long LONGEST_WAIT_NANOS = TimeUnit.SECONDS.toNanos(10);

    private final PhotoWork work;
    private final BulkOptions options;
    private volatile boolean stopping;

    /**
     * @param captioner stays the caller's to close
     * @param captions what is asked of it
     * @param encoder of the photos
     */
    public BulkCaptioning(
            ImageCaptioner captioner,
            CaptionOptions captions,
            PhotoEncoder encoder,
            BulkOptions options) {
        work = new PhotoWork(captioner, captions, encoder);
        this.options = options;
    }

    /**
     * Lets {@link #run}, in another thread, end as soon as the photos in hand are written. May be
     * called at any time, before the run too.
     */
    public void requestStop() {
        stopping = true;
    }

    /**
     * Captions all photos, or those before a stop.
     *
     * @param progress is given the number of rows written since its last call
     */
    public BulkResult run(List<FoundPhoto> photos, CaptionWriter rows, IntConsumer progress) {
        ExecutorService threads =
                Executors.newFixedThreadPool(options.threads(), BulkCaptioning::daemon);
        try {
            return new Run(photos, threads, rows, progress).run();
        } finally {
            threads.shutdownNow();
        }
    }

    private static Thread daemon(Runnable work) {
        Thread thread = new Thread(work, "photo captioner");
        thread.setDaemon(true);
        return thread;
    }

    /** One run; belongs to the thread that writes. */
    private final class Run {
        private final List<FoundPhoto> photos;
        private final ExecutorService threads;
        private final CaptionWriter rows;
        private final IntConsumer progress;

        private final Deque<Future<Optional<EncodedPhoto>>> encoding = new ArrayDeque<>();
        private final Deque<Future<List<CaptionedPhoto>>> captioning = new ArrayDeque<>();
        private final List<EncodedPhoto> batch = new ArrayList<>();
        private long batchBegun;
        private int next;
        private int captioned;
        private int failed;

        Run(
                List<FoundPhoto> photos,
                ExecutorService threads,
                CaptionWriter rows,
                IntConsumer progress) {
            this.photos = photos;
            this.threads = threads;
            this.rows = rows;
            this.progress = progress;
        }

        BulkResult run() {
            while (isMore() || !captioning.isEmpty()) {
                encodeAhead();
                fillBatch();
                // Waiting for the oldest batch at times bounds what is in memory.
                while (!captioning.isEmpty()
                        && (!isMore()
                                || captioning.size() > options.threads()
                                || captioning.element().isDone())) {
                    write(await(captioning.remove()));
                }
            }
            int left = photos.size() - captioned - failed;
            return new BulkResult(captioned, failed, left, work.bug());
        }

        private boolean isMore() {
            return !encoding.isEmpty() || next < photos.size() && !stopping;
        }

        private void encodeAhead() {
            while (encoding.size() < BATCHES_AHEAD * options.batch()
                    && next < photos.size()
                    && !stopping) {
                FoundPhoto photo = photos.get(next++);
                encoding.add(
                        threads.submit(
                                () -> stopping ? Optional.empty() : Optional.of(work.encode(photo))));
            }
        }

        private void fillBatch() {
            boolean waited = false;
            if (!encoding.isEmpty()) {
                long patience = LONGEST_WAIT_NANOS - (System.nanoTime() - batchBegun);
                if (batch.isEmpty() || isDone(encoding.element(), patience)) {
                    await(encoding.remove()).ifPresent(this::add);
                } else {
                    waited = true;
                }
            }
            if (!batch.isEmpty()
                    && (batch.size() == options.batch() || encoding.isEmpty() || waited)) {
                List<EncodedPhoto> full = List.copyOf(batch);
                captioning.add(threads.submit(() -> work.caption(full)));
                batch.clear();
            }
        }

        private void add(EncodedPhoto photo) {
            if (batch.isEmpty()) {
                batchBegun = System.nanoTime();
            }
            batch.add(photo);
        }

        private void write(List<CaptionedPhoto> batch) {
            for (CaptionedPhoto photo : batch) {
                rows.write(photo);
                if (photo.caption().isPresent()) {
                    captioned++;
                } else {
                    failed++;
                }
                progress.accept(1);
            }
        }
    }

    private static boolean isDone(Future<?> future, long nanos) {
        try {
            future.get(Math.max(0, nanos), TimeUnit.NANOSECONDS);
            return true;
        } catch (TimeoutException e) {
            return false;
        } catch (InterruptedException | ExecutionException e) {
            if (e instanceof InterruptedException) {
                Thread.currentThread().interrupt();
            }
            return true;
        }
    }

    private static <T> T await(Future<T> future) {
        try {
            return future.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while captioning photos", e);
        } catch (ExecutionException e) {
            throw new IllegalStateException("captioning photos failed", e.getCause());
        }
    }
}

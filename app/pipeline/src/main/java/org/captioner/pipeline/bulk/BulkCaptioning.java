package org.captioner.pipeline.bulk;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
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
        try (PhotoThreads threads = new PhotoThreads(options.threads())) {
            return new Run(photos, threads, rows, progress).run();
        }
    }

    /** One run; belongs to the thread that writes. */
    private final class Run {
        private final List<FoundPhoto> photos;
        private final PhotoThreads threads;
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
                PhotoThreads threads,
                CaptionWriter rows,
                IntConsumer progress) {
            this.photos = photos;
            this.threads = threads;
            this.rows = rows;
            this.progress = progress;
        }

        BulkResult run() {
            encodeAhead();
            while (!encoding.isEmpty() || !batch.isEmpty() || !captioning.isEmpty()) {
                boolean waited = !collectEncoded() && !writeCaptioned() && !awaitMore();
                boolean incomplete = waited || encoding.isEmpty();
                if (batch.size() == options.batch() || (!batch.isEmpty() && incomplete)) {
                    List<EncodedPhoto> full = List.copyOf(batch);
                    captioning.add(threads.caption(() -> work.caption(full)));
                    batch.clear();
                }
                encodeAhead();
            }
            int left = photos.size() - captioned - failed;
            return new BulkResult(captioned, failed, left, work.bug());
        }

        /** Hands out photos, so many that the threads do not run out of work. */
        private void encodeAhead() {
            while (encoding.size() < BATCHES_AHEAD * options.batch()
                    && next < photos.size()
                    && !stopping) {
                FoundPhoto photo = photos.get(next++);
                encoding.add(
                        threads.encode(
                                () ->
                                        stopping
                                                ? Optional.empty()
                                                : Optional.of(work.encode(photo))));
            }
        }

        /** Adds the next photo to the batch if it is encoded and there is room. */
        private boolean collectEncoded() {
            boolean room = batch.size() < options.batch() && captioning.size() <= options.threads();
            if (!room || encoding.isEmpty() || !encoding.element().isDone()) {
                return false;
            }
            result(encoding.remove()).ifPresent(this::add);
            return true;
        }

        /** Writes the oldest batch if it is captioned. */
        private boolean writeCaptioned() {
            if (captioning.isEmpty() || !captioning.element().isDone()) {
                return false;
            }
            write(result(captioning.remove()));
            return true;
        }

        /** Waits until a thread has done something, or the batch has waited for too long. */
        private boolean awaitMore() {
            long patience =
                    batch.isEmpty()
                            ? LONGEST_WAIT_NANOS
                            : batchBegun + LONGEST_WAIT_NANOS - System.nanoTime();
            return threads.awaitCompletion(patience);
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

    /** The result of work that is done. */
    private static <T> T result(Future<T> done) {
        try {
            return done.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while captioning photos", e);
        } catch (ExecutionException e) {
            throw new IllegalStateException("captioning photos failed", e.getCause());
        }
    }
}

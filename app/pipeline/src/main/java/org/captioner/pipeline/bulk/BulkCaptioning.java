package org.captioner.pipeline.bulk;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntConsumer;
import org.captioner.dataset.InputException;
import org.captioner.pipeline.output.CaptionRow;
import org.captioner.pipeline.output.CaptionWriter;
import org.captioner.pipeline.photo.FoundPhoto;

/**
 * Captions many photos: each thread takes what is next, be it a photo to read or a batch to
 * caption, and rows come out in the order of the photos whatever finishes first. A photo that
 * cannot be read becomes a row with an error.
 *
 * @param <P> a photo made ready for the model
 */
public final class BulkCaptioning<P> {
    private static final int BATCHES_AHEAD = 2;

    private final PhotoCaptioner<P> captioner;
    private final int batch;
    private final int readers;

    /**
     * @param batch photos captioned at once, at least 1
     * @param readers threads that read photos, at least 1
     * @throws InputException if either is less than 1
     */
    public BulkCaptioning(PhotoCaptioner<P> captioner, int batch, int readers) {
        if (batch < 1 || readers < 1) {
            throw new InputException(
                    "batch is " + batch + " and threads " + readers + "; both must be at least 1");
        }
        this.captioner = captioner;
        this.batch = batch;
        this.readers = readers;
    }

    /**
     * How a run ended.
     *
     * @param captioned photos with a caption
     * @param failed photos without
     */
    public record Tally(int captioned, int failed) {}

    /**
     * Captions all photos.
     *
     * @param progress told how many rows were written since it was last told
     */
    public Tally run(List<FoundPhoto> photos, CaptionWriter rows, IntConsumer progress) {
        ExecutorService threads = Executors.newFixedThreadPool(readers, BulkCaptioning::daemon);
        try {
            return consume(photos.iterator(), threads, rows, progress);
        } finally {
            threads.shutdownNow();
        }
    }

    private Tally consume(
            Iterator<FoundPhoto> unread,
            ExecutorService threads,
            CaptionWriter rows,
            IntConsumer progress) {
        Deque<Future<Prepared<P>>> ahead = new ArrayDeque<>();
        Deque<Batch<P>> captioning = new ArrayDeque<>();
        List<Prepared<P>> gathered = new ArrayList<>();
        int captioned = 0;
        int failed = 0;
        while (unread.hasNext() || !ahead.isEmpty() || !captioning.isEmpty()) {
            while (ahead.size() < BATCHES_AHEAD * batch && unread.hasNext()) {
                FoundPhoto photo = unread.next();
                ahead.add(threads.submit(() -> prepare(photo)));
            }
            if (!ahead.isEmpty()) {
                gathered.add(await(ahead.remove()));
                if (gathered.size() == batch || ahead.isEmpty()) {
                    captioning.add(start(List.copyOf(gathered), threads));
                    gathered.clear();
                }
            }
            // Waiting for the oldest batch at times bounds what is in memory.
            while (!captioning.isEmpty()
                    && (ahead.isEmpty()
                            || captioning.size() > readers
                            || captioning.element().sentences().isDone())) {
                Batch<P> oldest = captioning.remove();
                int sentences = write(oldest, rows);
                captioned += sentences;
                failed += oldest.photos().size() - sentences;
                progress.accept(oldest.photos().size());
            }
        }
        return new Tally(captioned, failed);
    }

    /** Photos in order, and the captions of those that could be read. */
    private record Batch<P>(
            List<Prepared<P>> photos, Future<List<PhotoCaptioner.Sentence>> sentences) {}

    private Batch<P> start(List<Prepared<P>> photos, ExecutorService threads) {
        List<P> readable = photos.stream().flatMap(ready -> ready.prepared().stream()).toList();
        return new Batch<>(
                photos,
                threads.submit(
                        () ->
                                readable.isEmpty()
                                        ? List.<PhotoCaptioner.Sentence>of()
                                        : captioner.caption(readable)));
    }

    /** A photo that was read, or else the reason why not. */
    private record Prepared<P>(FoundPhoto photo, Optional<P> prepared, String error) {}

    private Prepared<P> prepare(FoundPhoto photo) {
        try {
            return new Prepared<>(photo, Optional.of(captioner.prepare(photo)), "");
        } catch (InputException e) {
            return new Prepared<>(photo, Optional.empty(), e.getMessage());
        }
    }

    /** Writes all rows of a batch; returns how many have a caption. */
    private static <P> int write(Batch<P> batch, CaptionWriter rows) {
        List<PhotoCaptioner.Sentence> captions = await(batch.sentences());
        Iterator<PhotoCaptioner.Sentence> sentences = captions.iterator();
        for (Prepared<P> ready : batch.photos()) {
            if (ready.prepared().isPresent()) {
                PhotoCaptioner.Sentence sentence = sentences.next();
                rows.write(
                        new CaptionRow.Captioned(
                                ready.photo().name(), sentence.text(), sentence.logProbability()));
            } else {
                rows.write(new CaptionRow.Failed(ready.photo().name(), ready.error()));
            }
        }
        return captions.size();
    }

    private static <T> T await(Future<T> future) {
        try {
            return future.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while captioning photos", e);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException bug) {
                throw bug;
            }
            if (e.getCause() instanceof Error error) {
                throw error;
            }
            throw new IllegalStateException("captioning photos failed", e.getCause());
        }
    }

    private static Thread daemon(Runnable work) {
        Thread thread = new Thread(work, "photo captioner");
        thread.setDaemon(true);
        return thread;
    }
}

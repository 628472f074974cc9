package org.captioner.encoder.store;

import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.captioner.dataset.CaptionedImage;
import org.captioner.dataset.InputException;
import org.captioner.dataset.image.PhotoException;
import org.captioner.dataset.image.PhotoReader;
import org.captioner.encoder.ImageEncoder;
import org.captioner.encoder.transform.ImageTransform;

/**
 * Computes the features of many photos into a store: each worker reads, transforms, encodes and
 * stores one photo after another, so the workers overlap decoding and encoding by themselves and
 * hold one photo each.
 *
 * <pre>{@code
 * StoreKey key = StoreKey.of(encoder.description(), dataset.checksum());
 * ExtractionReport report =
 *         new FeatureExtractor(encoder, reader, 4)
 *                 .fill(folder.resolve(key.fileName()), key, dataset.images(), progress);
 * }</pre>
 *
 * <p>A photo that cannot be read is reported and left out; the others are encoded. A run that is
 * interrupted, killed or out of disk space leaves a sound store, and the next run does the rest.
 */
public final class FeatureExtractor {
    private final ImageEncoder encoder;
    private final PhotoReader reader;
    private final int workers;

    /**
     * Makes an extractor.
     *
     * @param workers threads; best as many as cores, with one native thread each
     */
    public FeatureExtractor(ImageEncoder encoder, PhotoReader reader, int workers) {
        if (workers < 1) {
            throw new IllegalArgumentException("workers must be at least 1: " + workers);
        }
        this.encoder = encoder;
        this.reader = reader;
        this.workers = workers;
    }

    /**
     * Stores the features of the photos that are not stored yet. Where nothing is missing, nothing
     * is written, and other runs may use the store meanwhile; otherwise one run fills it and the
     * others wait.
     *
     * @param file begun or resumed
     * @param key of these photos and this encoder
     * @throws InputException if the file belongs to another key or cannot be written
     * @throws CancellationException if this thread is interrupted; it stays interrupted
     */
    public ExtractionReport fill(
            Path file, StoreKey key, List<CaptionedImage> images, ExtractionProgress progress) {
        if (!key.equals(StoreKey.of(encoder.description(), key.dataset()))) {
            throw new IllegalArgumentException("the key is another encoder's");
        }
        if (isComplete(file, key, images)) {
            return new ExtractionReport(0, images.size(), List.of());
        }
        try (FeatureStoreWriter writer =
                FeatureStoreWriter.open(file, key, () -> progress.waiting(file))) {
            List<CaptionedImage> missing =
                    images.stream().filter(image -> !writer.contains(image.id())).toList();
            List<ExtractionReport.PhotoFailure> failures =
                    new Run(missing, writer, progress).complete();
            return new ExtractionReport(
                    missing.size() - failures.size(), images.size() - missing.size(), failures);
        }
    }

    private static boolean isComplete(Path file, StoreKey key, List<CaptionedImage> images) {
        if (!Files.exists(file)) {
            return false;
        }
        try (FeatureStore store = FeatureStore.open(file, key)) {
            return images.stream().allMatch(image -> store.holdsSound(image.id()));
        } catch (InputException unfit) {
            return false; // Just begun by another run, or for the writer to complain about.
        }
    }

    /** One pass over the missing photos. */
    private final class Run {
        private final List<CaptionedImage> images;
        private final FeatureStoreWriter writer;
        private final ExtractionProgress progress;
        private final AtomicInteger next = new AtomicInteger();
        private final String[] reasons;
        private int done;

        Run(List<CaptionedImage> images, FeatureStoreWriter writer, ExtractionProgress progress) {
            this.images = images;
            this.writer = writer;
            this.progress = progress;
            this.reasons = new String[images.size()];
        }

        List<ExtractionReport.PhotoFailure> complete() {
            ExecutorService threads = Executors.newFixedThreadPool(workers);
            try {
                List<Future<?>> running = new ArrayList<>();
                for (int worker = 0; worker < workers; worker++) {
                    running.add(threads.submit(this::work));
                }
                for (Future<?> worker : running) {
                    await(worker);
                }
            } finally {
                stop();
                // Not shutdownNow: an interrupt would close the file that a worker writes to.
                threads.shutdown();
                awaitEnd(threads);
            }
            return failures();
        }

        private List<ExtractionReport.PhotoFailure> failures() {
            List<ExtractionReport.PhotoFailure> failures = new ArrayList<>();
            for (int i = 0; i < reasons.length; i++) {
                if (reasons[i] != null) {
                    failures.add(new ExtractionReport.PhotoFailure(images.get(i).id(), reasons[i]));
                }
            }
            return failures;
        }

        private void work() {
            ImageTransform transform = encoder.description().transform();
            float[] pixels = new float[transform.length()];
            for (int i = next.getAndIncrement(); i < images.size(); i = next.getAndIncrement()) {
                CaptionedImage image = images.get(i);
                try {
                    transform.apply(reader.read(image.file()), FloatBuffer.wrap(pixels));
                    writer.append(image.id(), encoder.encode(pixels, 1));
                } catch (PhotoException e) {
                    reasons[i] = e.getMessage();
                } catch (RuntimeException e) {
                    stop(); // A full disk or a bug: the other workers need not continue.
                    throw e;
                }
                report();
            }
        }

        private synchronized void report() {
            done++;
            progress.advanced(done, images.size());
        }

        private void stop() {
            next.set(images.size());
        }
    }

    private static void await(Future<?> worker) {
        try {
            worker.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            CancellationException cancelled =
                    new CancellationException("interrupted; the features so far are kept");
            cancelled.initCause(e);
            throw cancelled;
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw new IllegalStateException("a worker failed", e.getCause());
        }
    }

    /** Waits for the photos in hand; the store may not be closed under a worker. */
    private static void awaitEnd(ExecutorService threads) {
        boolean interrupted = Thread.interrupted();
        while (!threads.isTerminated()) {
            try {
                threads.awaitTermination(1, TimeUnit.DAYS);
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}

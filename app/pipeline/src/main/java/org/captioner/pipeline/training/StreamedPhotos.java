package org.captioner.pipeline.training;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.captioner.dataset.CaptionedImage;
import org.captioner.dataset.image.PhotoException;
import org.captioner.dataset.image.PhotoLimits;
import org.captioner.dataset.image.PhotoReader;
import org.captioner.encoder.feature.Augmentation;
import org.captioner.encoder.feature.PhotoStream;
import org.captioner.encoder.store.ExtractionProgress;
import org.captioner.encoder.store.ExtractionReport.PhotoFailure;
import org.captioner.encoder.transform.ImageTransform;

/**
 * Photos that training reads again and again, each of which was read once before, so that a damaged
 * one is left out at the start, as it is from a feature store, and does not end an epoch.
 *
 * @param files of the readable photos by image id
 * @param failures the others
 */
record StreamedPhotos(Map<String, Path> files, List<PhotoFailure> failures) {
    /** Reads every photo once. */
    static StreamedPhotos check(
            List<CaptionedImage> images, int workers, ExtractionProgress progress) {
        PhotoReader reader = new PhotoReader(PhotoLimits.standard());
        Map<String, Path> files = new LinkedHashMap<>();
        List<PhotoFailure> failures = new ArrayList<>();
        ExecutorService threads = Executors.newFixedThreadPool(workers);
        try {
            List<Future<Optional<PhotoException>>> problems = new ArrayList<>(images.size());
            for (CaptionedImage image : images) {
                problems.add(threads.submit(() -> problem(reader, image.file())));
            }
            for (int i = 0; i < images.size(); i++) {
                CaptionedImage image = images.get(i);
                Optional<PhotoException> problem = problems.get(i).get();
                if (problem.isPresent()) {
                    failures.add(new PhotoFailure(image.id(), problem.get().getMessage()));
                } else {
                    files.put(image.id(), image.file());
                }
                progress.advanced(i + 1, images.size());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while photos were read", e);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw new IllegalStateException("a worker failed", e.getCause());
        } finally {
            threads.shutdownNow();
        }
        return new StreamedPhotos(files, failures);
    }

    private static Optional<PhotoException> problem(PhotoReader reader, Path file) {
        try {
            reader.read(file);
            return Optional.empty();
        } catch (PhotoException e) {
            return Optional.of(e);
        }
    }

    /** A stream of the readable photos. */
    PhotoStream stream(
            ImageTransform transform, Augmentation augmentation, long seed, int workers) {
        PhotoReader reader = new PhotoReader(PhotoLimits.standard());
        return new PhotoStream(
                imageId -> reader.read(Objects.requireNonNull(files.get(imageId), imageId)),
                transform,
                augmentation,
                seed,
                workers);
    }
}

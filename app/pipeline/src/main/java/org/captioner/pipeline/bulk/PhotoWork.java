package org.captioner.pipeline.bulk;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.captioner.dataset.InputException;
import org.captioner.pipeline.Caption;
import org.captioner.pipeline.CaptionOptions;
import org.captioner.pipeline.ImageCaptioner;
import org.captioner.pipeline.PhotoFeatures;
import org.captioner.pipeline.output.CaptionedPhoto;
import org.captioner.pipeline.photo.FileVersion;
import org.captioner.pipeline.photo.FoundPhoto;

/** The work on single photos and batches, which turns every failure into its photo's error. */
final class PhotoWork {
    private final ImageCaptioner captioner;
    private final CaptionOptions options;
    private final PhotoEncoder encoder;
    private final PhotoMemory memory = PhotoMemory.ofHeap();
    private final AtomicReference<Throwable> bug = new AtomicReference<>();

    PhotoWork(ImageCaptioner captioner, CaptionOptions options, PhotoEncoder encoder) {
        this.captioner = captioner;
        this.options = options;
        this.encoder = encoder;
    }

    /** The first failure that is nobody's mistake. */
    Optional<Throwable> bug() {
        return Optional.ofNullable(bug.get());
    }

    EncodedPhoto encode(FoundPhoto photo) throws InterruptedException {
        try {
            long bytes = photo.version().map(FileVersion::bytes).orElse(0L);
            PhotoFeatures features = memory.read(bytes, () -> encoder.encode(photo));
            return new EncodedPhoto(photo, Optional.of(features), "");
        } catch (RuntimeException | OutOfMemoryError | StackOverflowError e) {
            return new EncodedPhoto(photo, Optional.empty(), error(photo, e));
        }
    }

    /** Results for all photos, in their order. */
    List<CaptionedPhoto> caption(List<EncodedPhoto> photos) {
        List<EncodedPhoto> encoded =
                photos.stream().filter(photo -> photo.features().isPresent()).toList();
        Iterator<CaptionedPhoto> captioned = captionEncoded(encoded).iterator();
        List<CaptionedPhoto> results = new ArrayList<>(photos.size());
        for (EncodedPhoto photo : photos) {
            results.add(
                    photo.features().isPresent()
                            ? captioned.next()
                            : CaptionedPhoto.failed(photo.photo(), photo.error()));
        }
        return results;
    }

    private List<CaptionedPhoto> captionEncoded(List<EncodedPhoto> photos) {
        List<PhotoFeatures> features =
                photos.stream().map(photo -> photo.features().orElseThrow()).toList();
        List<CaptionedPhoto> results = new ArrayList<>(photos.size());
        try {
            List<Caption> captions =
                    features.isEmpty() ? List.of() : captioner.decode(features, options);
            for (int i = 0; i < photos.size(); i++) {
                results.add(result(photos.get(i).photo(), captions.get(i)));
            }
            return results;
        } catch (RuntimeException | OutOfMemoryError | StackOverflowError e) {
            if (photos.size() == 1) {
                FoundPhoto photo = photos.get(0).photo();
                return List.of(CaptionedPhoto.failed(photo, error(photo, e)));
            }
        }
        // One photo's failure is not its neighbours'.
        results.clear();
        photos.forEach(photo -> results.addAll(captionEncoded(List.of(photo))));
        return results;
    }

    private static CaptionedPhoto result(FoundPhoto photo, Caption caption) {
        return caption.text().isBlank()
                ? CaptionedPhoto.failed(
                        photo,
                        photo.file()
                                + ": the model found no word for it; try a larger"
                                + " --length-normalization")
                : CaptionedPhoto.captioned(photo, caption);
    }

    private String error(FoundPhoto photo, Throwable failure) {
        if (PhotoMemory.isLackOfMemory(failure)) {
            return photo.file()
                    + ": needs more memory than Java has ("
                    + (Runtime.getRuntime().maxMemory() >> 20)
                    + " MB); shrink the photo or give Java more with"
                    + " CAPTIONER_JAVA_OPTIONS=-Xmx8g";
        }
        if (failure instanceof InputException refused) {
            return refused.getMessage();
        }
        bug.compareAndSet(null, failure);
        return photo.file() + ": failed unexpectedly (" + failure + "); please report this bug";
    }
}

package org.captioner.pipeline;

import java.awt.image.BufferedImage;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.captioner.dataset.image.Photo;
import org.captioner.dataset.image.PhotoLimits;
import org.captioner.dataset.image.PhotoReader;
import org.captioner.decoder.search.SearchOptions;

/**
 * Captions photos.
 *
 * <pre>{@code
 * try (ImageCaptioner captioner = Captioner.load(Path.of("model"))) {
 *     System.out.println(captioner.caption(Path.of("dog.jpg")).text());
 * }
 * }</pre>
 *
 * <p>Photos are read with {@link PhotoLimits#standard()}; a program with other limits reads them
 * with its own {@link PhotoReader}. Many photos are captioned best in two steps, which may run in
 * different threads: {@link #encode}, whose result is small, and {@link #decode} of about 16 photos
 * at once. {@code org.captioner.pipeline.bulk} does this for folders.
 *
 * <p>Thread-safe. A caption is the same whatever other photos are captioned with it.
 */
public interface ImageCaptioner extends AutoCloseable {
    /** The search that is used where a caller names no other. */
    SearchOptions searchDefaults();

    /**
     * Computes the features of a photo.
     *
     * @throws IllegalStateException if the captioner is closed
     */
    PhotoFeatures encode(Photo photo);

    /**
     * Captions photos from their features.
     *
     * @param photos as {@link #encode} returns them
     * @return one caption for each photo, in their order
     * @throws IllegalStateException if the captioner is closed
     */
    List<Caption> decode(List<PhotoFeatures> photos, CaptionOptions options);

    /** Frees the model; closing again has no effect. Waits for calls that other threads make. */
    @Override
    void close();

    /** One caption of each photo, by the {@linkplain #searchDefaults() default search}. */
    default CaptionOptions defaults() {
        return CaptionOptions.best(searchDefaults());
    }

    /**
     * Captions a file of any common format.
     *
     * @throws org.captioner.dataset.image.PhotoException if the file cannot be read as a photo
     */
    default Caption caption(Path file) {
        return caption(new PhotoReader(PhotoLimits.standard()).read(file));
    }

    /**
     * Captions an encoded picture of any common format, for instance an upload.
     *
     * @throws org.captioner.dataset.image.PhotoException if the bytes are not a photo
     */
    default Caption caption(byte[] encoded) {
        return caption(new PhotoReader(PhotoLimits.standard()).read(encoded, "the picture"));
    }

    /** Captions a decoded picture; transparent parts are laid over white. */
    default Caption caption(BufferedImage image) {
        return caption(Photo.of(image));
    }

    /** Captions a photo that was read before. */
    default Caption caption(Photo photo) {
        return caption(List.of(photo), defaults()).get(0);
    }

    /** Captions photos, encoding them on all processors. */
    default List<Caption> caption(List<Photo> photos, CaptionOptions options) {
        List<PhotoFeatures> features =
                IntStream.range(0, photos.size())
                        .parallel()
                        .mapToObj(i -> encode(photos.get(i)))
                        .toList();
        return decode(features, options);
    }
}

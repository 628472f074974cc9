package org.captioner.dataset.image;

import java.io.EOFException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Objects;
import java.util.function.Supplier;

/**
 * Reads a photo of any common format, recognised by its content, into upright RGB.
 *
 * <p>JPEG (baseline and progressive; grey, YCbCr, RGB, CMYK, YCCK), PNG, GIF (first frame), BMP,
 * TIFF (first page; 1 to 32 bits, floating point, palette, CMYK, YCbCr, L*a*b*) and WebP (first
 * frame). Sixteen bits a channel are rounded to eight, transparency is laid over white, Exif
 * orientation is applied. ICC profiles are ignored, knowingly: the pretrained encoders were trained
 * on pictures read without them. Pixels equal those of libjpeg-turbo, libpng, libwebp and libtiff;
 * where rounding may differ, {@code DecoderComparisonTest} states by how much.
 *
 * <p>A picture that breaks off is an error, never half a photo; a JPEG that lacks its end marker
 * alone is complete.
 *
 * <p>A file's first bytes and size are checked before it is read and the picture's size before it
 * is decoded, so memory is bounded by the {@linkplain PhotoLimits limits}: the file, up to ten
 * bytes for each pixel kept, and for progressive JPEGs the coefficients of all. Instances may be
 * shared by threads; of the photos that need more than an eighth of the heap, one reader decodes
 * one at a time.
 */
public final class PhotoReader {
    /** Samples as decoded, RGB, and RGB turned upright. */
    private static final int BYTES_A_PIXEL = 10;

    private final PhotoLimits limits;
    private final LargePhotos large = new LargePhotos(Runtime.getRuntime().maxMemory());

    public PhotoReader(PhotoLimits limits) {
        this.limits = limits;
    }

    /**
     * Reads one file.
     *
     * @throws PhotoException if the file is missing, unreadable, not a picture, damaged, cut short,
     *     beyond the limits or too large for the memory that is free
     */
    public Photo read(Path file) {
        String name = file.toString();
        return guarded(
                name,
                () -> {
                    large.begin(size(file));
                    return decode(PhotoFile.read(file, limits), name);
                });
    }

    /**
     * Reads a picture that is in memory already, for instance uploaded.
     *
     * @param name what errors call it
     * @throws PhotoException if it is not a picture, damaged, cut short, beyond the limits or too
     *     large for the memory that is free
     */
    public Photo read(byte[] bytes, String name) {
        return guarded(name, () -> decode(bytes, name));
    }

    private Photo guarded(String name, Supplier<Photo> reading) {
        try {
            return reading.get();
        } catch (OutOfMemoryError | StackOverflowError e) {
            // A large array or a deep call was refused; the heap itself is sound, and the next
            // photo
            // may fit.
            throw new PhotoException(
                    name,
                    "needs more memory than is free; save a smaller copy of it, raise -Xmx or use"
                            + " fewer workers",
                    e);
        } finally {
            large.done();
        }
    }

    private static long size(Path file) {
        try {
            return Files.size(file);
        } catch (IOException e) {
            return 0; // Reading the file will tell why.
        }
    }

    private Photo decode(byte[] bytes, String name) {
        PhotoFile.requireSize(bytes.length, limits, name);
        PhotoFormat format = PhotoFile.requirePhoto(bytes, name);
        try {
            EncodedPhoto encoded = format.open(bytes);
            requirePixels(encoded.width(), encoded.height(), name);
            int step = limits.step(encoded.width(), encoded.height());
            int width = PhotoLimits.thinned(encoded.width(), step);
            int height = PhotoLimits.thinned(encoded.height(), step);
            large.begin(bytes.length + (long) BYTES_A_PIXEL * width * height);
            return encoded.orientation().upright(width, height, encoded.decode(step));
        } catch (PhotoException e) {
            throw e;
        } catch (UnsupportedPhotoException e) {
            throw new PhotoException(name, Objects.requireNonNull(e.getMessage()), e);
        } catch (IOException | RuntimeException e) {
            // Decoders answer damaged data by whatever exception it leads them into.
            throw undecodable(name, format, bytes.length, e);
        }
    }

    private void requirePixels(int width, int height, String name) {
        if (width < 1 || height < 1) {
            throw new PhotoException(
                    name,
                    "states a size of " + width + "x" + height + "; copy or download it again");
        }
        if ((long) width * height > limits.maximumPixels()) {
            throw new PhotoException(
                    name,
                    String.format(
                            Locale.ROOT,
                            "has %dx%d pixels (%,d), the limit is %,d; save a smaller copy of it",
                            width,
                            height,
                            (long) width * height,
                            limits.maximumPixels()));
        }
    }

    private static PhotoException undecodable(
            String name, PhotoFormat format, int bytes, Exception cause) {
        if (endsEarly(cause)) {
            return new PhotoException(
                    name,
                    format
                            + " data ends early, after "
                            + bytes
                            + " bytes; copy or download it again",
                    cause);
        }
        return new PhotoException(
                name,
                format
                        + " data is damaged or of a rare kind"
                        + reason(cause)
                        + "; open it in a picture editor and save it as JPEG or PNG",
                cause);
    }

    /** What a decoder found, unless it failed over it, which tells nothing to the reader. */
    private static String reason(Exception cause) {
        String found = cause instanceof IOException ? cause.getMessage() : null;
        return found == null ? "" : " (" + found.strip() + ")";
    }

    private static boolean endsEarly(Throwable thrown) {
        for (Throwable t = thrown; t != null; t = t.getCause()) {
            if (t instanceof EOFException) {
                return true;
            }
        }
        return false;
    }
}

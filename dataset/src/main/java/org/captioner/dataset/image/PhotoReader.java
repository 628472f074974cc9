package org.captioner.dataset.image;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Locale;

/**
 * Reads a photo of any common format, recognised by its content, into upright RGB.
 *
 * <p>JPEG (baseline and progressive; grey, YCbCr, RGB, CMYK, YCCK), PNG, GIF (first frame), BMP,
 * TIFF (first page) and WebP (first frame). Sixteen bits a channel are rounded to eight,
 * transparency is laid over white, Exif orientation is applied. ICC profiles are ignored,
 * knowingly: the pretrained encoders were trained on pictures read without them.
 *
 * <p>The file's size is checked before it is read and the picture's before it is decoded, so memory
 * is bounded by the {@linkplain PhotoLimits limits}: the file, three or four bytes for each pixel
 * kept, and for progressive JPEGs the coefficients of all. A picture that breaks off is an error,
 * never half a photo. Instances hold no state and may be shared by threads.
 */
public final class PhotoReader {
    private final PhotoLimits limits;

    public PhotoReader(PhotoLimits limits) {
        this.limits = limits;
    }

    /**
     * Reads one file.
     *
     * @throws PhotoException if the file is missing, unreadable, not a picture, damaged, cut short
     *     or beyond the limits
     */
    public Photo read(Path file) {
        String name = file.toString();
        return read(bytes(file, name), name);
    }

    /**
     * Reads a picture that is in memory already, for instance uploaded.
     *
     * @param name what errors call it
     * @throws PhotoException if it is not a picture, damaged, cut short or beyond the limits
     */
    public Photo read(byte[] bytes, String name) {
        requireSize(bytes.length, name);
        PhotoFormat format =
                PhotoFormat.sniff(bytes)
                        .orElseThrow(() -> new PhotoException(name, Unrecognised.describe(bytes)));
        try {
            EncodedPhoto encoded = format.open(bytes);
            requirePixels(encoded.width(), encoded.height(), name);
            int step = limits.step(encoded.width(), encoded.height());
            return encoded.orientation()
                    .upright(
                            PhotoLimits.thinned(encoded.width(), step),
                            PhotoLimits.thinned(encoded.height(), step),
                            encoded.decode(step));
        } catch (PhotoException e) {
            throw e;
        } catch (IOException | RuntimeException e) {
            // Decoders answer damaged data by whatever exception it leads them into.
            throw undecodable(name, format, bytes.length, e);
        } catch (OutOfMemoryError e) {
            // One large array was refused; the heap itself is sound and the next photo may fit.
            throw new PhotoException(
                    name,
                    "needs more memory than is free; shrink the photo, raise -Xmx or use fewer"
                            + " workers",
                    e);
        }
    }

    private byte[] bytes(Path file, String name) {
        try {
            if (Files.isDirectory(file)) {
                throw new PhotoException(name, "is a folder, not a photo; name a file");
            }
            if (Files.exists(file) && !Files.isRegularFile(file)) {
                throw new PhotoException(name, "is a device or pipe, not a file; name a file");
            }
            requireSize(Files.size(file), name);
            try (InputStream in = Files.newInputStream(file)) {
                // One byte more than allowed, in case the file grew since it was measured.
                return in.readNBytes((int) Math.min(limits.maximumBytes() + 1, Integer.MAX_VALUE));
            }
        } catch (NoSuchFileException e) {
            throw new PhotoException(name, "no such file; check the path", e);
        } catch (AccessDeniedException e) {
            throw new PhotoException(name, "may not be read; check its permissions", e);
        } catch (IOException e) {
            throw new PhotoException(
                    name, "cannot be read (" + e.getMessage() + "); check the disk", e);
        }
    }

    private void requireSize(long bytes, String name) {
        if (bytes == 0) {
            throw new PhotoException(name, "is empty; copy or download it again");
        }
        if (bytes > limits.maximumBytes()) {
            throw new PhotoException(
                    name,
                    String.format(
                            Locale.ROOT,
                            "has %,d bytes, the limit is %,d; shrink the photo or raise the limit",
                            bytes,
                            limits.maximumBytes()));
        }
    }

    private void requirePixels(int width, int height, String name) {
        if (width < 1 || height < 1) {
            throw new PhotoException(
                    name, "states a size of " + width + "x" + height + "; save it again");
        }
        if ((long) width * height > limits.maximumPixels()) {
            throw new PhotoException(
                    name,
                    String.format(
                            Locale.ROOT,
                            "has %dx%d pixels (%,d), the limit is %,d; shrink the photo or raise"
                                    + " the limit",
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
        String reason =
                cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
        return new PhotoException(
                name,
                format
                        + " data is damaged or of a rare kind ("
                        + reason.strip()
                        + "); open it in a picture editor and save it as JPEG or PNG",
                cause);
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

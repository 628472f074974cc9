package org.captioner.dataset.image;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;

/** The bytes of one file, read only as far as they may be those of a photo within the limits. */
final class PhotoFile {
    /** Enough to tell every format, and a file that is none from its first lines. */
    private static final int BEGINNING = 4096;

    private PhotoFile() {}

    /**
     * Reads the file, holding its bytes once.
     *
     * @throws PhotoException if it is no regular file, cannot be read, is empty, too large or does
     *     not begin like a photo
     */
    static byte[] read(Path file, PhotoLimits limits) {
        String name = file.toString();
        try {
            if (Files.isDirectory(file)) {
                throw new PhotoException(name, "is a folder, not a photo; name a file");
            }
            if (Files.exists(file) && !Files.isRegularFile(file)) {
                throw new PhotoException(
                        name, "is a device or pipe, not a file; copy what it holds into a file");
            }
            long size = Files.size(file);
            requireSize(size, limits, name);
            try (InputStream in = Files.newInputStream(file)) {
                byte[] beginning = in.readNBytes((int) Math.min(size, BEGINNING));
                requirePhoto(beginning, name);
                return rest(in, beginning, (int) size, limits, name);
            }
        } catch (NoSuchFileException e) {
            throw new PhotoException(name, "no such file; check the path", e);
        } catch (AccessDeniedException e) {
            throw new PhotoException(name, "may not be read; check its permissions", e);
        } catch (FileSystemException e) {
            String reason = e.getReason() == null ? e.getMessage() : e.getReason();
            throw new PhotoException(name, "cannot be read (" + reason + "); check the path", e);
        } catch (IOException e) {
            throw new PhotoException(
                    name, "cannot be read (" + e.getMessage() + "); check the disk", e);
        }
    }

    private static byte[] rest(
            InputStream in, byte[] beginning, int size, PhotoLimits limits, String name)
            throws IOException {
        byte[] bytes = Arrays.copyOf(beginning, size);
        int length = beginning.length;
        length += in.readNBytes(bytes, length, size - length);
        if (length < size) {
            return Arrays.copyOf(bytes, length);
        }
        // The file may have grown since it was measured, as one does that is being copied.
        byte[] grown = in.readNBytes((int) (limits.maximumBytes() - size) + 1);
        if (grown.length == 0) {
            return bytes;
        }
        requireSize((long) size + grown.length, limits, name);
        byte[] all = Arrays.copyOf(bytes, size + grown.length);
        System.arraycopy(grown, 0, all, size, grown.length);
        return all;
    }

    static PhotoFormat requirePhoto(byte[] beginning, String name) {
        return PhotoFormat.detect(beginning)
                .orElseThrow(() -> new PhotoException(name, UnsupportedFormat.describe(beginning)));
    }

    static void requireSize(long bytes, PhotoLimits limits, String name) {
        if (bytes == 0) {
            throw new PhotoException(name, "is empty; copy or download it again");
        }
        if (bytes > limits.maximumBytes()) {
            throw new PhotoException(
                    name,
                    String.format(
                            Locale.ROOT,
                            "has %,d bytes, the limit is %,d; save a smaller copy of it",
                            bytes,
                            limits.maximumBytes()));
        }
    }
}

package org.captioner.pipeline.download;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.captioner.dataset.AtomicFile;
import org.captioner.dataset.AtomicFolder;
import org.captioner.dataset.InputException;

/**
 * Unpacks an archive that is not trusted: no entry leaves the folder, links stay plain files, sizes
 * are counted while unpacking rather than believed. The folder appears whole or not at all.
 */
final class ZipUnpacking {
    private final ZipLimits limits;
    private final DownloadListener listener;
    private long bytes;

    ZipUnpacking(ZipLimits limits, DownloadListener listener) {
        this.limits = limits;
        this.listener = listener;
    }

    /**
     * Unpacks into a folder of its own.
     *
     * @param strip a leading folder inside the archive to leave out, such as {@code photos/}; or
     *     empty
     * @throws InputException if the archive is damaged, reaches outside of the folder, or is larger
     *     than allowed; there is no folder then
     */
    void unpack(Path archive, Path folder, String strip) {
        bytes = 0;
        try (ZipFile zip = new ZipFile(archive.toFile())) {
            if (zip.size() > limits.entries()) {
                throw refused(
                        archive,
                        zip.size() + " entries, of which " + limits.entries() + " are allowed");
            }
            AtomicFolder.write(folder, into -> entries(archive, zip, into, strip));
        } catch (IOException e) {
            throw damaged(archive, e);
        }
    }

    private void entries(Path archive, ZipFile zip, Path into, String strip) {
        for (ZipEntry entry : Collections.list(zip.entries())) {
            String name = entry.getName();
            // Resource forks that macOS adds: files with the names of photos which are none.
            if (!entry.isDirectory() && !name.startsWith("__MACOSX/")) {
                String kept = name.startsWith(strip) ? name.substring(strip.length()) : name;
                file(archive, zip, entry, inside(archive, into, kept));
            }
        }
    }

    private void file(Path archive, ZipFile zip, ZipEntry entry, Path target) {
        if (Files.exists(target)) {
            throw refused(archive, "two entries of the name '" + entry.getName() + "'");
        }
        try (InputStream in = zip.getInputStream(entry)) {
            AtomicFile.write(target, out -> copy(archive, in, out));
        } catch (IOException e) {
            throw damaged(archive, e);
        }
        listener.progress(bytes, 0);
    }

    private void copy(Path archive, InputStream in, OutputStream out) throws IOException {
        byte[] buffer = new byte[1 << 16];
        for (int read = read(archive, in, buffer); read >= 0; read = read(archive, in, buffer)) {
            bytes += read;
            if (bytes > limits.bytes()) {
                throw refused(archive, "more than the allowed " + limits.bytes() + " bytes");
            }
            out.write(buffer, 0, read);
        }
    }

    /** Distinguishes damage of the archive from a full disk, which the writer reports. */
    private static int read(Path archive, InputStream in, byte[] buffer) {
        try {
            return in.read(buffer);
        } catch (IOException e) {
            throw damaged(archive, e);
        }
    }

    private static Path inside(Path archive, Path folder, String name) {
        try {
            Path root = folder.toAbsolutePath().normalize();
            Path target = root.resolve(name).normalize();
            // Back-slashes separate folders on Windows alone; honest archives have none.
            if (target.startsWith(root) && !target.equals(root) && name.indexOf('\\') < 0) {
                return target;
            }
        } catch (InvalidPathException e) {
            throw refused(archive, "an entry whose name is no file name");
        }
        throw refused(archive, "the entry '" + name + "', which reaches outside of the folder");
    }

    private static InputException refused(Path archive, String what) {
        return new InputException(
                archive + ": holds " + what + "; it is not unpacked: get it from another source");
    }

    private static InputException damaged(Path archive, IOException e) {
        return new InputException(
                archive
                        + ": not a sound zip archive ("
                        + e.getMessage()
                        + "); delete it and fetch it again",
                e);
    }
}

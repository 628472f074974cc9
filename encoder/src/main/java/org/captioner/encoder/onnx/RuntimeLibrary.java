package org.captioner.encoder.onnx;

import ai.djl.util.Utils;
import ai.onnxruntime.OrtEnvironment;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.JarURLConnection;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.stream.Stream;
import org.captioner.dataset.AtomicFolder;

/**
 * ONNX Runtime's native library, unpacked once beside that of the tensor engine.
 *
 * <p>Left to itself, the runtime unpacks 30 MB below {@code java.io.tmpdir} in every process, and a
 * process that is killed leaves them there for good. Where the folder cannot be written, that is
 * still what happens.
 */
final class RuntimeLibrary {
    /** Names a folder that holds the library; a person may have set it. */
    private static final String PROPERTY = "onnxruntime.native.path";

    private static final String PREFIX = "onnxruntime-";
    private static final String UNFINISHED = ".partial";
    private static final Duration ABANDONED = Duration.ofHours(1);
    private static final List<String> LIBRARIES = List.of("onnxruntime", "onnxruntime4j_jni");

    private RuntimeLibrary() {}

    /** Tells the runtime where its library is, unless it was told before. */
    static void provide() {
        if (System.getProperty(PROPERTY) != null) {
            return;
        }
        try {
            Path folder = unpacked(Utils.getEngineCacheDir());
            System.setProperty(PROPERTY, folder.toString());
        } catch (IOException | UncheckedIOException ignored) {
            // The runtime unpacks it for this process alone.
        }
    }

    /** The folder below {@code cache} with the library in it; unpacks it where it is missing. */
    static Path unpacked(Path cache) throws IOException {
        Path folder = cache.resolve(name());
        if (!isWhole(folder)) {
            Files.createDirectories(cache);
            removeAbandoned(cache);
            Path unfinished =
                    Files.createDirectory(
                            cache.resolve("." + PREFIX + UUID.randomUUID() + UNFINISHED));
            try {
                for (String library : LIBRARIES) {
                    try (InputStream in = resource(library).openStream()) {
                        Files.copy(in, unfinished.resolve(System.mapLibraryName(library)));
                    }
                }
                publish(unfinished, folder);
            } finally {
                AtomicFolder.delete(unfinished);
            }
        }
        return folder;
    }

    private static void publish(Path unfinished, Path folder) throws IOException {
        if (Files.exists(folder) && !isWhole(folder)) {
            AtomicFolder.delete(folder);
        }
        try {
            Files.move(unfinished, folder, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            // Another process was faster; its folder is as good.
            if (!isWhole(folder)) {
                throw e;
            }
        }
    }

    private static boolean isWhole(Path folder) throws IOException {
        for (String library : LIBRARIES) {
            Path file = folder.resolve(System.mapLibraryName(library));
            if (!Files.isRegularFile(file)
                    || Files.size(file)
                            != resource(library).openConnection().getContentLengthLong()) {
                return false;
            }
        }
        return true;
    }

    /** Of this very content, so that another version has another folder. */
    private static String name() throws IOException {
        StringBuilder name = new StringBuilder(PREFIX).append(platform());
        for (String library : LIBRARIES) {
            if (!(resource(library).openConnection() instanceof JarURLConnection jar)) {
                throw new IOException("the library is in no jar");
            }
            name.append('-').append(Long.toHexString(jar.getJarEntry().getCrc()));
        }
        return name.toString();
    }

    private static URL resource(String library) throws IOException {
        String name = "/ai/onnxruntime/native/" + platform() + "/" + System.mapLibraryName(library);
        URL found = OrtEnvironment.class.getResource(name);
        if (found == null) {
            throw new NoSuchFileException(name);
        }
        return found;
    }

    /** As the runtime calls it. */
    private static String platform() {
        String system = System.getProperty("os.name", "").toLowerCase(Locale.ROOT);
        String processor = System.getProperty("os.arch", "").toLowerCase(Locale.ROOT);
        String family = system.contains("mac") ? "osx" : system.contains("win") ? "win" : "linux";
        boolean usual = processor.equals("amd64") || processor.equals("x86_64");
        return family + "-" + (usual ? "x64" : processor);
    }

    /** What processes that were killed while they unpacked have left. */
    private static void removeAbandoned(Path cache) throws IOException {
        Instant oldest = Instant.now().minus(ABANDONED);
        List<Path> unfinished;
        try (Stream<Path> files = Files.list(cache)) {
            unfinished =
                    files.filter(file -> file.getFileName().toString().startsWith("." + PREFIX))
                            .toList();
        }
        for (Path each : unfinished) {
            if (Files.getLastModifiedTime(each).toInstant().isBefore(oldest)) {
                AtomicFolder.delete(each);
            }
        }
    }
}

package org.captioner.encoder.backend;

import ai.djl.engine.EngineException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.function.ToLongFunction;
import org.captioner.dataset.AtomicFile;
import org.captioner.dataset.InputException;
import org.captioner.encoder.EncoderNetwork;
import org.captioner.encoder.ImageEncoder;
import org.captioner.encoder.resnet.RandomTensors;
import org.captioner.encoder.resnet.ResNetArchitecture;
import org.captioner.encoder.resnet.ResNetFeatures;
import org.captioner.encoder.tensor.TensorEngine;
import org.captioner.encoder.transform.ImageTransform;
import org.captioner.encoder.transform.Resize;
import org.jspecify.annotations.Nullable;

/**
 * Finds out which exact back end encodes a photo soonest on this machine, in about two seconds, and
 * remembers it in a small file for the runs to come.
 */
final class FastestBackend {
    private static final int PROBE_DEPTH = 18;
    private static final int PROBE_SIZE = 224;
    private static final int ROUNDS = 4;

    /** Part of the file's name: a new measurement or a new back end makes old answers void. */
    private static final int FORMAT = 1;

    private final Path folder;
    private final ToLongFunction<EncoderBackend> nanoseconds;

    /**
     * @param folder where answers are kept
     * @param nanoseconds per photo; {@link Long#MAX_VALUE} if the back end does not run here
     */
    FastestBackend(Path folder, ToLongFunction<EncoderBackend> nanoseconds) {
        this.folder = folder;
        this.nanoseconds = nanoseconds;
    }

    /** The fastest on this machine with the native threads that the engine was started with. */
    static EncoderBackend here() {
        int threads = TensorEngine.threads();
        return new FastestBackend(usualFolder(), backend -> measure(backend, threads))
                .choose(threads);
    }

    EncoderBackend choose(int threads) {
        Path file = folder.resolve(fileName(threads));
        EncoderBackend known = read(file);
        if (known != null) {
            return known;
        }
        EncoderBackend fastest = EncoderBackend.DJL;
        long best = Long.MAX_VALUE;
        for (EncoderBackend backend : EncoderBackend.concrete()) {
            if (backend.exactness() == EncoderBackend.Exactness.EXACT) {
                long time = nanoseconds.applyAsLong(backend);
                if (time < best) {
                    best = time;
                    fastest = backend;
                }
            }
        }
        remember(file, fastest);
        return fastest;
    }

    /** The answer of an earlier run, or null; anything odd in the file is no answer. */
    private static @Nullable EncoderBackend read(Path file) {
        try {
            EncoderBackend known =
                    EncoderBackend.parse(Files.readString(file, StandardCharsets.UTF_8).strip());
            return known.exactness() == EncoderBackend.Exactness.EXACT
                            && known != EncoderBackend.AUTO
                    ? known
                    : null;
        } catch (IOException | InputException e) {
            return null;
        }
    }

    private static void remember(Path file, EncoderBackend fastest) {
        try {
            AtomicFile.writeText(file, fastest.label() + "\n");
        } catch (InputException readOnlyHome) {
            // Then the next run measures again: slower to start, and just as right.
        }
    }

    private static long measure(EncoderBackend backend, int threads) {
        ResNetArchitecture probe = ResNetArchitecture.ofDepth(PROBE_DEPTH).withClasses(0);
        ImageTransform transform = ImageTransform.imageNet(Resize.SQUASH, PROBE_SIZE);
        ResNetFeatures features = ResNetFeatures.of(probe, PROBE_SIZE);
        float[] photo = new float[transform.length()];
        EncoderNetwork network =
                EncoderNetwork.of(features, transform, new RandomTensors(probe, 0));
        try (ImageEncoder encoder = backend.of(network, threads)) {
            long best = Long.MAX_VALUE;
            for (int round = 0; round < ROUNDS; round++) {
                long start = System.nanoTime();
                encoder.encode(photo, 1);
                best = Math.min(best, System.nanoTime() - start);
            }
            return best;
        } catch (EngineException | InputException | UnsatisfiedLinkError absent) {
            // Not on this platform: oneDNN serves some processors only, ONNX Runtime some systems.
            return Long.MAX_VALUE;
        }
    }

    private static String fileName(int threads) {
        return String.format(
                        Locale.ROOT,
                        "fastest-backend-%d-%s-%s-%dcpu-%dthreads-%s.txt",
                        FORMAT,
                        System.getProperty("os.name"),
                        System.getProperty("os.arch"),
                        Runtime.getRuntime().availableProcessors(),
                        threads,
                        TensorEngine.version())
                .replaceAll("[^A-Za-z0-9.-]", "_");
    }

    private static Path usualFolder() {
        String cache = System.getenv("XDG_CACHE_HOME");
        Path base =
                cache == null || cache.isBlank()
                        ? Path.of(System.getProperty("user.home"), ".cache")
                        : Path.of(cache);
        return base.resolve("captioner");
    }
}

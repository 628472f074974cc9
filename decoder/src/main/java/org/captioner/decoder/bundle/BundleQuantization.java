package org.captioner.decoder.bundle;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.captioner.dataset.AtomicFile;
import org.captioner.dataset.AtomicFolder;
import org.captioner.dataset.InputException;
import org.captioner.decoder.integrity.FileChecksums;
import org.captioner.decoder.search.SearchOptions;
import org.captioner.encoder.tensor.SafetensorsFile;
import org.captioner.encoder.tensor.SafetensorsWriter;
import org.captioner.encoder.tensor.TensorEngine;
import org.captioner.encoder.tensor.TensorShape;
import org.captioner.encoder.tensor.TensorType;

/**
 * Writes a bundle again with smaller weights: matrices and kernels in eight bits with a scale per
 * output channel ({@link org.captioner.encoder.tensor.QuantisedRows}), or in half precision.
 * Vectors, which are small and matter most, stay as they are. A loaded bundle computes with the
 * widened weights, by any back end.
 */
public final class BundleQuantization {
    private BundleQuantization() {}

    /**
     * What was written.
     *
     * @param before size of the weights file of the source, in bytes
     * @param after size of the new one
     */
    public record Sizes(long before, long after) {}

    /**
     * Quantises a bundle into another folder. Scores and activation ranges, which belong to the
     * former weights, are left behind.
     *
     * @param source a bundle's folder
     * @param target its new folder, which must not exist or be empty
     * @param type I8 or F16
     * @param search gives the new bundle's default search from that of the source
     * @throws InputException if the bundle cannot be read, the target is in use or cannot be
     *     written, or a weight is too large for the type
     */
    public static Sizes write(
            Path source, Path target, TensorType type, UnaryOperator<SearchOptions> search) {
        requireUnused(target);
        TensorEngine.start(1);
        // Loaded whole: a bundle that is damaged must not become one with valid checksums.
        try (ModelBundle bundle = ModelBundle.load(source)) {
            AtomicFolder.write(target, folder -> write(bundle, source, folder, type, search));
        }
        return new Sizes(size(ModelBundle.weights(source)), size(ModelBundle.weights(target)));
    }

    private static void requireUnused(Path target) {
        if (Files.exists(target.resolve(ModelBundle.MANIFEST))) {
            throw new InputException(
                    target + ": holds a model bundle already; choose another folder");
        }
    }

    private static void write(
            ModelBundle bundle,
            Path source,
            Path folder,
            TensorType type,
            UnaryOperator<SearchOptions> search) {
        bundle.vocabulary().save(folder.resolve(ModelBundle.VOCABULARY));
        Path weights = ModelBundle.weights(folder);
        try (SafetensorsFile file = SafetensorsFile.open(ModelBundle.weights(source));
                NDManager manager = NDManager.newBaseManager()) {
            Map<String, NDArray> tensors = new LinkedHashMap<>();
            file.names().forEach(name -> tensors.put(name, file.read(name, manager)));
            SafetensorsWriter.write(
                    weights, tensors, name -> type(file, name, type), file.metadata());
        }
        BundleManifest before = bundle.manifest();
        BundleManifest manifest =
                new BundleManifest(
                        BundleManifest.FORMAT_VERSION,
                        before.encoder(),
                        fingerprint(before, weights),
                        before.transform(),
                        before.decoderShape(),
                        before.decoder(),
                        before.vocabularyChecksum(),
                        search.apply(before.search()),
                        Map.of(),
                        before.provenance().quantised(label(type)),
                        FileChecksums.of(folder, ModelBundle.CHECKED));
        manifest.save(folder.resolve(ModelBundle.MANIFEST));
        AtomicFile.writeText(folder.resolve(ModelBundle.CARD), new ModelCard(manifest).text());
    }

    /** Matrices and kernels in the smaller type; vectors as the file has them. */
    private static TensorType type(SafetensorsFile file, String name, TensorType smaller) {
        TensorShape shape = file.shape(name);
        if (shape.sizes().length > 1) {
            return smaller;
        }
        return file.type(name) == TensorType.F16 ? TensorType.F16 : TensorType.F32;
    }

    private static String fingerprint(BundleManifest manifest, Path weights) {
        try (SafetensorsFile file = SafetensorsFile.open(weights)) {
            return manifest.encoder()
                    .fingerprint(name -> file.readFloats(ModelBundle.ENCODER_PREFIX + name));
        }
    }

    private static String label(TensorType type) {
        return type == TensorType.I8 ? "int8" : "float16";
    }

    private static long size(Path file) {
        try {
            return Files.size(file);
        } catch (IOException e) {
            throw new InputException(file + ": cannot be read, " + e + "; check its folder", e);
        }
    }
}

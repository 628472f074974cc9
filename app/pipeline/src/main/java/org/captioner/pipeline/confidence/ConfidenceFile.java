package org.captioner.pipeline.confidence;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.captioner.dataset.InputException;
import org.captioner.decoder.bundle.BundleAddition;
import org.captioner.decoder.bundle.BundleManifest;
import org.captioner.decoder.bundle.ModelBundle;
import org.captioner.decoder.integrity.FileChecksums;
import org.captioner.decoder.integrity.FiniteTensors;
import org.captioner.encoder.tensor.SafetensorsFile;
import org.captioner.encoder.tensor.SafetensorsWriter;
import org.captioner.encoder.tensor.TensorShape;
import org.captioner.encoder.tensor.TensorType;

/**
 * Keeps {@link CaptionConfidence} in a model bundle, as {@code confidence.safetensors}: {@code
 * mean} (channels) float32, {@code whitening} (channels * (channels + 1) / 2) float16, and the
 * small float32 vectors {@code typicality} (mean, deviation), {@code alone} and {@code agreeing}
 * (coefficients), {@code person} (CIDEr). For 512 channels it has 0.26 MB.
 *
 * <p>The metadata names format and model; other entries tell how it was made.
 */
public final class ConfidenceFile {
    /** Beside the weights. */
    public static final String NAME = "confidence.safetensors";

    private static final String FORMAT = "captioner.confidence";
    private static final String VERSION = "1";
    private static final String FINGERPRINT = "encoder";
    private static final String WEIGHTS = "weights";
    private static final String MEAN = "mean";
    private static final String WHITENING = "whitening";
    private static final String REMEDY = "; run captioner calibrate-confidence again";

    /** The small vectors and their lengths, in the order of {@link CaptionConfidence#numbers}. */
    private static final Map<String, Integer> VECTORS = new LinkedHashMap<>();

    static {
        VECTORS.put("typicality", 2);
        VECTORS.put("alone", 3);
        VECTORS.put("agreeing", 4);
        VECTORS.put("person", 1);
    }

    private ConfidenceFile() {}

    /**
     * Adds it to a bundle, or replaces it there.
     *
     * @param notes how it was made, by name
     * @throws InputException if the folder is no bundle or cannot be written to
     */
    public static void save(Path folder, CaptionConfidence confidence, Map<String, String> notes) {
        Map<String, String> metadata = new TreeMap<>(notes);
        metadata.put(FORMAT, VERSION);
        metadata.put(FINGERPRINT, ModelBundle.readManifest(folder).encoderFingerprint());
        metadata.put(WEIGHTS, ModelBundle.weightsChecksum(folder));
        try (NDManager manager = NDManager.newBaseManager()) {
            Map<String, NDArray> tensors = new LinkedHashMap<>();
            tensors.put(MEAN, manager.create(confidence.distance().mean()));
            tensors.put(WHITENING, manager.create(confidence.distance().whitening()));
            double[][] numbers = confidence.numbers();
            int next = 0;
            for (String name : VECTORS.keySet()) {
                double[] vector = numbers[next++];
                float[] single = new float[vector.length];
                for (int i = 0; i < vector.length; i++) {
                    single[i] = (float) vector[i];
                }
                tensors.put(name, manager.create(single, new Shape(single.length)));
            }
            SafetensorsWriter.write(
                    folder.resolve(NAME),
                    tensors,
                    name -> name.equals(WHITENING) ? TensorType.F16 : TensorType.F32,
                    metadata);
        }
        BundleAddition.list(folder, NAME);
    }

    /**
     * Reads it from a bundle whose files were verified.
     *
     * @param channels of the model's features
     * @return empty if the bundle has none
     * @throws InputException if it is damaged, of another version or of another model
     */
    public static Optional<CaptionConfidence> load(
            Path folder, BundleManifest manifest, int channels) {
        Path path = folder.resolve(NAME);
        if (!Files.exists(path)) {
            return Optional.empty();
        }
        FileChecksums.requireRegular(path);
        try (SafetensorsFile file = SafetensorsFile.open(path)) {
            requireOf(file, manifest);
            float[] mean = read(file, MEAN, channels);
            float[] whitening = read(file, WHITENING, PhotoDistance.packed(channels));
            double[][] numbers = new double[VECTORS.size()][];
            int next = 0;
            for (Map.Entry<String, Integer> vector : VECTORS.entrySet()) {
                float[] values = read(file, vector.getKey(), vector.getValue());
                numbers[next] = new double[values.length];
                for (int i = 0; i < values.length; i++) {
                    numbers[next][i] = values[i];
                }
                next++;
            }
            if (!(numbers[0][1] > 0 && numbers[3][0] > 0)) {
                throw new InputException(
                        path + ": its deviation and person's CIDEr must be above 0" + REMEDY);
            }
            return Optional.of(
                    new CaptionConfidence(
                            new PhotoDistance(mean, whitening),
                            new Typicality(numbers[0][0], numbers[0][1]),
                            new Regression(numbers[1]),
                            new Regression(numbers[2]),
                            numbers[3][0]));
        }
    }

    private static void requireOf(SafetensorsFile file, BundleManifest manifest) {
        Map<String, String> metadata = file.metadata();
        String version = metadata.get(FORMAT);
        if (!VERSION.equals(version)) {
            throw new InputException(
                    file.path()
                            + ": confidence of format version "
                            + version
                            + " is unknown; this build reads version "
                            + VERSION
                            + REMEDY);
        }
        boolean same =
                manifest.encoderFingerprint().equals(metadata.get(FINGERPRINT))
                        && manifest.weightsChecksum()
                                .map(weights -> weights.equals(metadata.get(WEIGHTS)))
                                .orElse(true);
        if (!same) {
            throw new InputException(
                    file.path() + ": was fitted to another model than this bundle's" + REMEDY);
        }
    }

    private static float[] read(SafetensorsFile file, String name, int length) {
        if (!file.contains(name) || !file.shape(name).equals(TensorShape.of(length))) {
            throw new InputException(
                    file.path()
                            + ": tensor '"
                            + name
                            + "' of "
                            + length
                            + " numbers is missing or of another shape"
                            + REMEDY);
        }
        return FiniteTensors.require(file.path(), name, file.readFloats(name));
    }
}

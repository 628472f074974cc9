package org.captioner.decoder.bundle;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import org.captioner.dataset.AtomicFolder;
import org.captioner.dataset.InputException;
import org.captioner.dataset.text.Vocabulary;
import org.captioner.decoder.integrity.FileChecksums;
import org.captioner.decoder.integrity.FiniteTensors;
import org.captioner.decoder.network.CaptionDecoder;
import org.captioner.decoder.network.Compute;
import org.captioner.decoder.network.Precision;
import org.captioner.encoder.EncoderNetwork;
import org.captioner.encoder.ImageEncoder;
import org.captioner.encoder.backend.EncoderBackend;
import org.captioner.encoder.resnet.ActivationRanges;
import org.captioner.encoder.tensor.ExpectedTensors;
import org.captioner.encoder.tensor.Parameters.GradientUse;
import org.captioner.encoder.tensor.SafetensorsFile;
import org.captioner.encoder.tensor.StoredTensors;
import org.captioner.encoder.tensor.TensorEngine;
import org.captioner.encoder.tensor.TensorShape;

/**
 * A model ready for use: encoder, decoder and vocabulary that belong together.
 *
 * <p>The folder holds {@code model.json}, {@code weights.safetensors}, {@code vocabulary.json} and
 * a model card, {@code README.md}; after a calibration also {@code activation-ranges.json} or
 * {@code confidence.safetensors}, which {@code app/pipeline} reads. Loading reads data only:
 * nothing in a bundle is ever executed, every length is checked against a bound before anything of
 * that length is made, and files that are damaged, or of another bundle, are recognised by their
 * checksums.
 *
 * <p>Thread-safe for captioning: the encoder may be called from several threads, and so may
 * searches with the decoder.
 */
public final class ModelBundle implements AutoCloseable {
    /** Names of the encoder's tensors start with this. */
    public static final String ENCODER_PREFIX = "encoder.";

    /** Names of the decoder's tensors start with this. */
    public static final String DECODER_PREFIX = "decoder.";

    /** The longest caption in words that a bundle may ask for. */
    public static final int LONGEST_CAPTION = 1000;

    static final String MANIFEST = "model.json";
    static final String WEIGHTS = "weights.safetensors";
    static final String VOCABULARY = "vocabulary.json";
    static final String CARD = "README.md";

    /** The files whose checksums every manifest lists; the model card is free to be edited. */
    static final List<String> CHECKED = List.of(VOCABULARY, WEIGHTS);

    /** Optional, and made after training: what eight bit arithmetic needs to know. */
    static final String RANGES = "activation-ranges.json";

    private static final long SPARE_WEIGHTS = 1 << 20;

    private final BundleManifest manifest;
    private final Vocabulary vocabulary;
    private final ImageEncoder encoder;
    private final CaptionDecoder decoder;
    private final NDManager manager;

    private ModelBundle(
            BundleManifest manifest,
            Vocabulary vocabulary,
            ImageEncoder encoder,
            CaptionDecoder decoder,
            NDManager manager) {
        this.manifest = manifest;
        this.vocabulary = vocabulary;
        this.encoder = encoder;
        this.decoder = decoder;
        this.manager = manager;
    }

    /** Loads a bundle with ONNX Runtime as its encoder's back end; see the other method. */
    public static ModelBundle load(Path folder) {
        return load(folder, EncoderBackend.ONNX);
    }

    /**
     * Loads a bundle; the tensor engine must have been started.
     *
     * @throws InputException if a file is missing, malformed, of another format version or from
     *     another bundle, naming the file and what to do
     */
    public static ModelBundle load(Path folder, EncoderBackend backend) {
        AtomicFolder.recover(folder);
        if (!Files.isDirectory(folder)) {
            throw new InputException(
                    folder + ": no such model bundle; name a folder that holds " + MANIFEST);
        }
        BundleManifest manifest = readManifest(folder);
        Vocabulary vocabulary = vocabulary(folder);
        requireFit(folder, manifest, vocabulary);
        NDManager manager = NDManager.newBaseManager();
        ImageEncoder encoder = null;
        try (SafetensorsFile file = openWeights(folder)) {
            BundleBounds.requireDecoderSizes(folder.resolve(MANIFEST), manifest, file);
            encoder = encoder(networkToVerify(manifest, file), folder, backend);
            CaptionDecoder decoder = decoder(manifest, file, manager, Precision.FLOAT32);
            // Last, as a message about the content helps more than one about a checksum.
            FileChecksums.verify(folder, manifest.files(), MANIFEST);
            decoder.freeze();
            return new ModelBundle(manifest, vocabulary, encoder, decoder, manager);
        } catch (RuntimeException e) {
            if (encoder != null) {
                encoder.close();
            }
            manager.close();
            throw e;
        }
    }

    private static Vocabulary vocabulary(Path folder) {
        Path file = folder.resolve(VOCABULARY);
        FileChecksums.requireRegular(file);
        return Vocabulary.load(file);
    }

    private static SafetensorsFile openWeights(Path folder) {
        FileChecksums.requireRegular(weights(folder));
        return SafetensorsFile.open(weights(folder));
    }

    private static void requireFit(Path folder, BundleManifest manifest, Vocabulary vocabulary) {
        if (!vocabulary.checksum().equals(manifest.vocabularyChecksum())
                || vocabulary.size() != manifest.decoderShape().vocabulary()) {
            throw new InputException(
                    folder.resolve(VOCABULARY)
                            + ": belongs to another bundle than "
                            + MANIFEST
                            + " (checksum "
                            + vocabulary.checksum()
                            + ", needed "
                            + manifest.vocabularyChecksum()
                            + "); take both from the same bundle");
        }
    }

    /**
     * The encoder of a bundle, without loading the rest.
     *
     * @throws InputException if the bundle is incomplete, damaged, or of another format version
     */
    public static EncoderNetwork readEncoder(Path folder) {
        try (SafetensorsFile file = openWeights(folder)) {
            return network(readManifest(folder), file);
        }
    }

    /**
     * The content of {@code model.json}, without loading the rest.
     *
     * @throws InputException if there is no such file, or it is damaged or of another version
     */
    public static BundleManifest readManifest(Path folder) {
        return BundleManifest.load(folder.resolve(MANIFEST));
    }

    /** Where a bundle keeps the weights of its encoder and its decoder. */
    public static Path weights(Path folder) {
        return folder.resolve(WEIGHTS);
    }

    /** SHA-256 of a bundle's weights, in hexadecimal: what tells a model from another. */
    public static String weightsChecksum(Path folder) {
        return Objects.requireNonNull(
                FileChecksums.of(folder, List.of(WEIGHTS)).get(WEIGHTS), WEIGHTS);
    }

    /** A decoder that can be trained further, and its vocabulary. */
    public record TrainedDecoder(CaptionDecoder decoder, Vocabulary vocabulary) {}

    /**
     * The decoder of a bundle, without its encoder.
     *
     * @param manager the parent of its memory; the decoder is closed by the caller
     * @param precision of large products while training
     * @throws InputException if the bundle is incomplete, damaged, or of another format version
     */
    public static TrainedDecoder readDecoder(Path folder, NDManager manager, Precision precision) {
        BundleManifest manifest = readManifest(folder);
        Vocabulary vocabulary = vocabulary(folder);
        requireFit(folder, manifest, vocabulary);
        try (SafetensorsFile file = openWeights(folder)) {
            BundleBounds.requireDecoderSizes(folder.resolve(MANIFEST), manifest, file);
            FileChecksums.verify(folder, manifest.files(), MANIFEST);
            return new TrainedDecoder(decoder(manifest, file, manager, precision), vocabulary);
        }
    }

    /**
     * The encoder of a bundle whose files are then compared with their checksums: those say what
     * the fingerprint would, in a fraction of the time. Older bundles have none.
     */
    private static EncoderNetwork networkToVerify(BundleManifest manifest, SafetensorsFile file) {
        return manifest.files().isEmpty()
                ? network(manifest, file)
                : EncoderNetwork.of(
                        manifest.encoder(),
                        manifest.transform(),
                        encoderTensors(manifest, file),
                        manifest.encoderFingerprint());
    }

    /** Reads the encoder that belongs to the manifest, and compares its fingerprint. */
    private static EncoderNetwork network(BundleManifest manifest, SafetensorsFile file) {
        EncoderNetwork network =
                EncoderNetwork.of(
                        manifest.encoder(), manifest.transform(), encoderTensors(manifest, file));
        String found = network.description().fingerprint();
        if (!found.equals(manifest.encoderFingerprint())) {
            throw new InputException(
                    file.path()
                            + ": the encoder's weights are not those the decoder was trained with"
                            + " (fingerprint "
                            + found
                            + ", needed "
                            + manifest.encoderFingerprint()
                            + "); take the bundle from its source again");
        }
        return network;
    }

    private static Function<String, float[]> encoderTensors(
            BundleManifest manifest, SafetensorsFile file) {
        Map<String, TensorShape> shapes = new LinkedHashMap<>();
        manifest.encoder()
                .architecture()
                .tensors()
                .shapes()
                .forEach((name, shape) -> shapes.put(ENCODER_PREFIX + name, shape));
        new ExpectedTensors("the encoder that " + MANIFEST + " describes", shapes)
                .requireIn(file, name -> !name.startsWith(ENCODER_PREFIX));
        return name ->
                FiniteTensors.require(
                        file.path(), ENCODER_PREFIX + name, file.readFloats(ENCODER_PREFIX + name));
    }

    private static ImageEncoder encoder(
            EncoderNetwork network, Path folder, EncoderBackend backend) {
        if (backend.calibration() == EncoderBackend.Calibration.NONE) {
            return backend.of(network, 1);
        }
        Path ranges = folder.resolve(RANGES);
        if (!Files.exists(ranges)) {
            throw new InputException(
                    folder
                            + ": was not calibrated for "
                            + backend.label()
                            + "; run captioner calibrate once, with photos of the kind that you"
                            + " will caption");
        }
        return backend.of(network.with(ActivationRanges.load(ranges)), 1);
    }

    private static CaptionDecoder decoder(
            BundleManifest manifest, SafetensorsFile file, NDManager manager, Precision precision) {
        TensorEngine.stopRecording();
        CaptionDecoder decoder = create(manifest, file, manager, precision);
        Map<String, NDArray> targets = new LinkedHashMap<>();
        decoder.parameters()
                .arrays()
                .forEach((name, array) -> targets.put(DECODER_PREFIX + name, array));
        StoredTensors.copy(
                file, DECODER_PREFIX, targets, "the decoder that " + MANIFEST + " describes");
        FiniteTensors.require(file.path(), targets);
        decoder.parameters().requireGradient(GradientUse.NONE);
        return decoder;
    }

    /** An untrained decoder, which takes little more memory than the weights in the file do. */
    private static CaptionDecoder create(
            BundleManifest manifest, SafetensorsFile file, NDManager manager, Precision precision) {
        long weights =
                file.names().stream()
                        .filter(name -> name.startsWith(DECODER_PREFIX))
                        .mapToLong(name -> file.shape(name).elements())
                        .sum();
        // Not exactly as many: where a tensor or two are missing, a message names them later.
        Compute compute = Compute.fused(precision).withMostWeights(2 * weights + SPARE_WEIGHTS);
        try {
            return manifest.decoder().create(manifest.decoderShape(), manager, compute);
        } catch (InputException e) {
            throw new InputException(
                    file.path()
                            + ": does not fit the decoder that "
                            + MANIFEST
                            + " describes, as its "
                            + e.getMessage()
                            + " ("
                            + weights
                            + " weights); take the bundle from its source again",
                    e);
        }
    }

    public BundleManifest manifest() {
        return manifest;
    }

    public Vocabulary vocabulary() {
        return vocabulary;
    }

    /** Owned by the bundle; thread-safe. */
    public ImageEncoder encoder() {
        return encoder;
    }

    /** Owned by the bundle; for inference thread-safe. */
    public CaptionDecoder decoder() {
        return decoder;
    }

    /** The parent of memory for work with this model; closing the bundle closes what is left. */
    public NDManager manager() {
        return manager;
    }

    @Override
    public void close() {
        encoder.close();
        decoder.close();
        manager.close();
    }
}

package org.captioner.encoder.backend;

import com.fasterxml.jackson.annotation.JsonValue;

import org.captioner.dataset.InputException;
import org.captioner.dataset.NearestNames;
import org.captioner.encoder.EncoderNetwork;
import org.captioner.encoder.EncoderOptions;
import org.captioner.encoder.ImageEncoder;
import org.captioner.encoder.ResNetEncoder;
import org.captioner.encoder.onnx.OnnxEncoder;
import org.captioner.encoder.resnet.ResNetWeights;
import org.captioner.encoder.torchscript.FusedEncoder;
import org.captioner.encoder.torchscript.ScriptPrecision;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * What computes the features of a residual network: the registry of back ends, a line each.
 *
 * <pre>{@code
 * try (ResNetWeights weights = ResNetWeights.open(Path.of("resnet50.safetensors"));
 *         ImageEncoder encoder = EncoderBackend.ONNX.of(weights, EncoderOptions.defaults(), 1)) {
 *     float[] grid = encoder.encode(pixels, 1);
 * }
 * }</pre>
 *
 * <p>The exact ones give the same features up to rounding and share a fingerprint; what one stored,
 * another may read. All are thread-safe, and for many photos several Java threads with one native
 * thread each are the fastest arrangement.
 */
public enum EncoderBackend {
    AUTO(
            "the fastest exact one on this machine, measured at first use and remembered",
            Exactness.EXACT,
            Calibration.NONE,
            (network, threads) -> FastestBackend.here().of(network, threads)),
    DJL(
            "the tensor engine, operation by operation: the reference",
            Exactness.EXACT,
            Calibration.NONE,
            (network, threads) -> ResNetEncoder.of(network)),
    FUSED(
            "the tensor engine with convolutions that add and rectify in one pass",
            Exactness.EXACT,
            Calibration.NONE,
            (network, threads) -> FusedEncoder.of(network, ScriptPrecision.FLOAT32)),
    FUSED_BF16(
            "fused in bfloat16: twice as fast where the processor has the instructions, 1 % off",
            Exactness.REDUCED,
            Calibration.NONE,
            (network, threads) -> FusedEncoder.of(network, ScriptPrecision.BFLOAT16)),
    FUSED_INT8(
            "fused in eight bit integers: faster still, some percent off",
            Exactness.REDUCED,
            Calibration.REQUIRED,
            (network, threads) -> FusedEncoder.of(network, ScriptPrecision.INT8)),
    ONNX("ONNX Runtime", Exactness.EXACT, Calibration.NONE, OnnxEncoder::of);

    /** How features relate to those of the reference. */
    public enum Exactness {
        /** Equal up to rounding. */
        EXACT,
        /** Different enough to have another fingerprint. */
        REDUCED
    }

    /** Whether the network must come with the ranges of its activations. */
    public enum Calibration {
        NONE,
        REQUIRED
    }

    /** Makes an encoder of a network; native threads of one call where they can be chosen. */
    @FunctionalInterface
    private interface Factory {
        ImageEncoder create(EncoderNetwork network, int threads);
    }

    private final String description;
    private final Exactness exactness;
    private final Calibration calibration;

    // Every factory is a function without state.
    @SuppressWarnings("ImmutableEnumChecker")
    private final Factory factory;

    EncoderBackend(
            String description, Exactness exactness, Calibration calibration, Factory factory) {
        this.description = description;
        this.exactness = exactness;
        this.calibration = calibration;
        this.factory = factory;
    }

    /** What it is, in a line. */
    public String description() {
        return description;
    }

    public Exactness exactness() {
        return exactness;
    }

    public Calibration calibration() {
        return calibration;
    }

    /** Those that compute, {@link #AUTO} left out. */
    public static List<EncoderBackend> concrete() {
        return Arrays.stream(values()).filter(backend -> backend != AUTO).toList();
    }

    /**
     * The back end that {@link #AUTO} stands for on this machine with the threads that the tensor
     * engine was started with, or this one itself.
     *
     * @throws IllegalStateException if this is {@link #AUTO} and the tensor engine was not started
     */
    public EncoderBackend resolve() {
        return this == AUTO ? FastestBackend.here() : this;
    }

    /**
     * The back end that {@link #AUTO} stands for where features decide what a trained model is:
     * always {@link #ONNX}, so that a model does not depend on a measured time; or this one itself.
     */
    public EncoderBackend forTraining() {
        return this == AUTO ? ONNX : this;
    }

    /**
     * Makes an encoder of trained weights.
     *
     * @param weights stay the caller's, who may close them afterwards
     * @param threads native threads of one call in ONNX Runtime, at least 1; the tensor engine has
     *     as many as it was started with
     * @throws InputException if the weights do not suit the options
     */
    public ImageEncoder of(ResNetWeights weights, EncoderOptions options, int threads) {
        return of(
                EncoderNetwork.of(options.resolve(weights), options.transform(), weights::values),
                threads);
    }

    /**
     * Makes an encoder of a network.
     *
     * @param threads as for {@link #of(ResNetWeights, EncoderOptions, int)}
     * @throws InputException if this back end needs calibration and the network comes without
     *     ranges, or if it does not run on this system
     */
    public ImageEncoder of(EncoderNetwork network, int threads) {
        return factory.create(network, threads);
    }

    @JsonValue
    public String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    @Override
    public String toString() {
        return label();
    }

    /**
     * Reads a label such as {@code fused-bf16}.
     *
     * @throws InputException if there is no such back end
     */
    public static EncoderBackend parse(String label) {
        for (EncoderBackend backend : values()) {
            if (backend.label().equals(label)) {
                return backend;
            }
        }
        List<String> labels = Arrays.stream(values()).map(EncoderBackend::label).toList();
        throw new InputException(
                "unknown back end '"
                        + label
                        + "'; use "
                        + String.join(", ", labels)
                        + NearestNames.suggestion(label, labels));
    }
}

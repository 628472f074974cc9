package org.captioner.encoder.backend;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.captioner.dataset.InputException;
import org.captioner.encoder.EncoderNetwork;
import org.captioner.encoder.EncoderOptions;
import org.captioner.encoder.ImageEncoder;
import org.captioner.encoder.ResNetEncoder;
import org.captioner.encoder.onnx.OnnxEncoder;
import org.captioner.encoder.resnet.ResNetWeights;
import org.captioner.encoder.torchscript.FusedEncoder;
import org.captioner.encoder.torchscript.ScriptPrecision;

/**
 * What computes the features of a residual network.
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
    /** The fastest exact one on this machine, measured at first use and remembered. */
    AUTO(Exactness.EXACT),
    /** The tensor engine, operation by operation: the reference. */
    DJL(Exactness.EXACT),
    /** The tensor engine with convolutions that add and rectify in one pass. */
    FUSED(Exactness.EXACT),
    /** The same in bfloat16: twice as fast where the processor has the instructions, 1 % off. */
    FUSED_BF16(Exactness.REDUCED),
    /** The same in eight bit integers, for networks whose activations were calibrated. */
    FUSED_INT8(Exactness.REDUCED),
    /** ONNX Runtime. */
    ONNX(Exactness.EXACT);

    /** How features relate to those of the reference. */
    public enum Exactness {
        /** Equal up to rounding. */
        EXACT,
        /** Different enough to have another fingerprint. */
        REDUCED
    }

    private final Exactness exactness;

    EncoderBackend(Exactness exactness) {
        this.exactness = exactness;
    }

    public Exactness exactness() {
        return exactness;
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
     * @throws InputException if this is {@link #FUSED_INT8} and the network comes without ranges
     */
    public ImageEncoder of(EncoderNetwork network, int threads) {
        return switch (this) {
            case AUTO -> resolve().of(network, threads);
            case DJL -> ResNetEncoder.of(network);
            case FUSED -> FusedEncoder.of(network, ScriptPrecision.FLOAT32);
            case FUSED_BF16 -> FusedEncoder.of(network, ScriptPrecision.BFLOAT16);
            case FUSED_INT8 -> FusedEncoder.of(network, ScriptPrecision.INT8);
            case ONNX -> OnnxEncoder.of(network, threads);
        };
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
        throw new InputException(
                "unknown back end '"
                        + label
                        + "'; use "
                        + Arrays.stream(values())
                                .map(EncoderBackend::label)
                                .collect(Collectors.joining(", ")));
    }
}

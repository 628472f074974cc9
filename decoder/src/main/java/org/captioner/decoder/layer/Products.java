package org.captioner.decoder.layer;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDScope;
import ai.djl.nn.core.Linear;
import java.util.Collection;
import java.util.IdentityHashMap;
import java.util.Objects;
import java.util.Optional;
import org.captioner.decoder.network.Acceleration;
import org.captioner.decoder.network.Compute;
import org.captioner.decoder.network.Mode;
import org.captioner.decoder.network.Precision;
import org.captioner.encoder.torchscript.Arithmetic;
import org.captioner.encoder.torchscript.LinearOperation;

/**
 * Matrix products of a decoder, in the precision that suits the pass: the engine's own, or oneDNN's
 * where those are faster and acceleration is wanted.
 */
public final class Products implements AutoCloseable {
    /** Below so many rows, preparing the factors costs more than the faster product saves. */
    private static final long FEWEST_ROWS = 128;

    private final Optional<LinearOperation> rounded;
    private final Optional<LinearOperation> exact;
    private final Optional<LinearOperation> unrecorded;
    private IdentityHashMap<NDArray, NDArray> packed = new IdentityHashMap<>();

    /** With the precision of training passes. */
    public Products(Compute compute) {
        boolean fused = compute.acceleration() == Acceleration.FUSED;
        boolean rounds = compute.precision() == Precision.BFLOAT16;
        rounded = rounds ? LinearOperation.forTraining(Arithmetic.BFLOAT16) : Optional.empty();
        exact =
                fused && !rounds
                        ? LinearOperation.forTraining(Arithmetic.ONE_DNN)
                        : Optional.empty();
        unrecorded = fused ? LinearOperation.forInference() : Optional.empty();
    }

    /**
     * Copies weights into the layout that inference is fastest with; it does not see changes of
     * these weights from now on. Without acceleration nothing happens.
     */
    void pack(Collection<NDArray> weights) {
        unrecorded.ifPresent(
                operation -> {
                    // By identity: arrays are equal by content, which would be read each time.
                    IdentityHashMap<NDArray, NDArray> copies = new IdentityHashMap<>();
                    weights.forEach(weight -> copies.put(weight, operation.packed(weight)));
                    copies.values().forEach(NDScope::unregister);
                    packed = copies;
                });
    }

    /** {@code x W^T + b}: (..., inputs) to (..., outputs). */
    NDArray linear(NDArray x, NDArray weight, NDArray bias, Mode mode) {
        boolean pays = x.size() / weight.getShape().get(1) >= FEWEST_ROWS;
        if (rounded.isPresent() && mode == Mode.TRAINING && pays) {
            return rounded.get().apply(x, weight, bias);
        }
        if (exact.isPresent() && mode == Mode.TRAINING && pays) {
            return exact.get().apply(x, weight, bias);
        }
        if (mode == Mode.INFERENCE && unrecorded.isPresent()) {
            NDArray matrix = Objects.requireNonNullElse(packed.get(weight), weight);
            return unrecorded.get().apply(x, matrix, bias);
        }
        return Linear.linear(x, weight, bias).singletonOrThrow();
    }

    @Override
    public void close() {
        packed.values().forEach(NDArray::close);
        rounded.ifPresent(LinearOperation::close);
        exact.ifPresent(LinearOperation::close);
        unrecorded.ifPresent(LinearOperation::close);
    }
}

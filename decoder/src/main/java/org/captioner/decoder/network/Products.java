package org.captioner.decoder.network;

import ai.djl.ndarray.NDArray;
import ai.djl.nn.core.Linear;
import java.util.Optional;
import org.captioner.encoder.torchscript.Bfloat16Linear;
import org.captioner.encoder.torchscript.Float32Linear;
import org.captioner.encoder.torchscript.OneDnnLinear;

/** Matrix products of a decoder, in the precision that suits the pass. */
final class Products implements AutoCloseable {
    /** Below so many rows, preparing the factors costs more than the faster product saves. */
    private static final long FEWEST_ROWS = 128;

    private final Bfloat16Linear rounded;
    private final Optional<Float32Linear> exact;
    private final Optional<OneDnnLinear> unrecorded = OneDnnLinear.load();

    /** With the precision of training passes. */
    Products(Precision training) {
        rounded = training == Precision.BFLOAT16 ? new Bfloat16Linear() : null;
        exact = training == Precision.FLOAT32 ? Float32Linear.load() : Optional.empty();
    }

    /** {@code x W^T + b}: (..., inputs) to (..., outputs). */
    NDArray linear(NDArray x, NDArray weight, NDArray bias, Mode mode) {
        boolean pays = x.size() / weight.getShape().get(1) >= FEWEST_ROWS;
        if (rounded != null && mode == Mode.TRAINING && pays) {
            return rounded.apply(x, weight, bias);
        }
        if (exact.isPresent() && mode == Mode.TRAINING && pays) {
            return exact.get().apply(x, weight, bias);
        }
        if (mode == Mode.INFERENCE && unrecorded.isPresent()) {
            return unrecorded.get().apply(x, weight, bias);
        }
        return Linear.linear(x, weight, bias).singletonOrThrow();
    }

    @Override
    public void close() {
        if (rounded != null) {
            rounded.close();
        }
        exact.ifPresent(Float32Linear::close);
        unrecorded.ifPresent(OneDnnLinear::close);
    }
}

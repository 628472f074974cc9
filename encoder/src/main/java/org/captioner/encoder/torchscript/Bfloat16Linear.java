package org.captioner.encoder.torchscript;

import ai.djl.ndarray.NDArray;

/**
 * Affine map whose products are taken in bfloat16 and summed in float32: {@code y = x Wᵀ + b}.
 *
 * <p>On processors with bfloat16 instructions it is several times faster than float32, forward and
 * backward. Arguments, result and gradients are float32; each differs from exact arithmetic by the
 * rounding of the factors to 8 bits, about 0.4 % of a typical value. Weights are rounded anew in
 * each call, so an optimiser goes on working with full precision.
 *
 * <pre>{@code
 * try (Bfloat16Linear linear = new Bfloat16Linear()) {
 *     NDArray logits = linear.apply(x, weight, bias);
 * }
 * }</pre>
 *
 * <p>One instance serves a whole program: the module is loaded once and holds no weights. Gradients
 * may be collected by one thread at a time, as with every operation of the engine.
 */
public final class Bfloat16Linear implements AutoCloseable {
    private static final String METHOD = "linear";

    /** 15 and 6 are bfloat16 and float32 in the numbering of c10/core/ScalarType.h. */
    private static final String METHODS =
            """
              def linear(self: __torch__.Written,
                x: Tensor,
                w: Tensor,
                b: Tensor) -> Tensor:
                y = torch.linear(torch.to(x, 15), torch.to(w, 15), torch.to(b, 15))
                return torch.to(y, 6)
            """;

    private final TorchScriptModule module = TorchScriptModule.compile(METHODS);

    /**
     * Maps the last axis of {@code x}; differentiable in all three arguments.
     *
     * @param x (..., inputs) float32
     * @param weight (outputs, inputs) float32
     * @param bias (outputs) float32
     * @return (..., outputs) float32, attached to the manager of {@code x}
     */
    public NDArray apply(NDArray x, NDArray weight, NDArray bias) {
        return module.forward(METHOD, x, weight, bias);
    }

    @Override
    public void close() {
        module.close();
    }
}

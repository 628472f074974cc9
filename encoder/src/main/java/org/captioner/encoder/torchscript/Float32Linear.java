package org.captioner.encoder.torchscript;

import ai.djl.engine.EngineException;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.Optional;

/**
 * Affine map in float32 by oneDNN, forward and backward: {@code y = x Wᵀ + b}.
 *
 * <p>The engine's own products go through MKL, which leaves half of an AMD processor idle; oneDNN
 * does not. Results and gradients differ from the engine's by rounding only. For many rows: with
 * fewer than about a hundred, the way into and out of oneDNN's layout costs what the product saves.
 *
 * <pre>{@code
 * Optional<Float32Linear> linear = Float32Linear.load();
 * NDArray logits = linear.get().apply(x, weight, bias);
 * }</pre>
 *
 * <p>The sibling of {@link Bfloat16Linear} for training in full precision; where no gradient is
 * wanted, {@link OneDnnLinear} does without the change of layout.
 */
public final class Float32Linear implements AutoCloseable {
    private static final String METHOD = "linear";

    /** Of oneDNN's operations on dense tensors none has a gradient; this one on its layout does. */
    private static final String METHODS =
            """
              def linear(self: __torch__.Written,
                x: Tensor,
                w: Tensor,
                b: Tensor) -> Tensor:
                y = torch.mkldnn_linear(torch.to_mkldnn(x), w, b)
                return torch.to_dense(y)
            """;

    private final TorchScriptModule module;

    private Float32Linear(TorchScriptModule module) {
        this.module = module;
    }

    /**
     * Compiles and tries the product.
     *
     * @return empty where the engine was built without oneDNN
     */
    public static Optional<Float32Linear> load() {
        TorchScriptModule module = null;
        try (NDManager scratch = NDManager.newBaseManager()) {
            module = TorchScriptModule.compile(METHODS);
            Float32Linear linear = new Float32Linear(module);
            NDArray weight = scratch.ones(new Shape(2, 3));
            linear.apply(weight, weight, scratch.ones(new Shape(2)));
            return Optional.of(linear);
        } catch (EngineException e) {
            if (module != null) {
                module.close();
            }
            return Optional.empty();
        }
    }

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

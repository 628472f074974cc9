package org.captioner.encoder.torchscript;

import ai.djl.engine.EngineException;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.engine.PtNDManager;
import ai.djl.pytorch.jni.IValue;
import java.util.Optional;

/**
 * Affine map in float32 by oneDNN: {@code y = x Wᵀ + b}, outside of gradients.
 *
 * <p>The engine's own products go through MKL, which leaves much of AMD's processors idle; oneDNN
 * does not. Results differ by rounding only.
 *
 * <pre>{@code
 * Optional<OneDnnLinear> linear = OneDnnLinear.load();
 * NDArray logits = linear.get().apply(x, weight, bias);
 * }</pre>
 *
 * <p>One instance serves a whole program and any number of threads: it holds no weights.
 */
public final class OneDnnLinear implements AutoCloseable {
    static final String METHOD = "linear";

    static final String METHODS =
            """
              def linear(self: __torch__.Written,
                x: Tensor,
                w: Tensor,
                b: Tensor) -> Tensor:
                s = annotate(List[Optional[number]], [])
                return ops.mkldnn._linear_pointwise(x, w, b, "none", s, None)
            """;

    private final TorchScriptModule module;

    private OneDnnLinear(TorchScriptModule module) {
        this.module = module;
    }

    /**
     * Compiles and tries the product.
     *
     * @return empty where the engine was built without oneDNN
     */
    public static Optional<OneDnnLinear> load() {
        TorchScriptModule module = null;
        try (NDManager scratch = NDManager.newBaseManager()) {
            module = TorchScriptModule.compile(METHODS);
            OneDnnLinear linear = new OneDnnLinear(module);
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
     * Maps the last axis of {@code x}.
     *
     * @param x (..., inputs) float32
     * @param weight (outputs, inputs) float32
     * @param bias (outputs) float32
     * @return (..., outputs) float32, attached to the manager of {@code x}
     */
    public NDArray apply(NDArray x, NDArray weight, NDArray bias) {
        try (IValue rows = IValue.from((PtNDArray) x);
                IValue matrix = IValue.from((PtNDArray) weight);
                IValue vector = IValue.from((PtNDArray) bias);
                IValue result = module.infer(METHOD, rows, matrix, vector)) {
            return result.toTensor((PtNDManager) x.getManager());
        }
    }

    @Override
    public void close() {
        module.close();
    }
}

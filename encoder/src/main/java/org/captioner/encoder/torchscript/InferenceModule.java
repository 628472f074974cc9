package org.captioner.encoder.torchscript;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.engine.PtNDManager;
import ai.djl.pytorch.jni.IValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Many operations of the tensor engine in one call, outside of gradients: between two of them
 * nothing is copied to Java or waits to be collected there.
 *
 * <pre>{@code
 * String methods =
 *         """
 *           def layer(self: __torch__.Written,
 *             w: List[Tensor],
 *             x: Tensor) -> List[Tensor]:
 *             return [torch.relu((self).linear(x, w[0], w[1], ))]
 *         """;
 * try (InferenceModule module = InferenceModule.compile(methods)) {
 *     NDArray y = module.call("layer", new NDList(weight, bias), x).get(0);
 * }
 * }</pre>
 *
 * <p>Any number of threads may call at once: a module holds no weights.
 */
public final class InferenceModule implements AutoCloseable {
    /** The products under the names that programs call. */
    private static final String LINEAR =
            """
              def linear(self: __torch__.Written,
                x: Tensor,
                w: Tensor,
                b: Tensor) -> Tensor:
                return (self).product(x, w, b, )
              def packed(self: __torch__.Written,
                w: Tensor) -> Tensor:
                return (self).pack(w, )
            """;

    private final TorchScriptModule module;

    private InferenceModule(TorchScriptModule module) {
        this.module = module;
    }

    /**
     * Compiles methods that take a list of weights and any number of tensors and return a list of
     * tensors. They may call {@code (self).linear(x, w, b, )}, the affine map {@code x Wᵀ + b} by
     * oneDNN, or by the engine's own products where that is absent.
     *
     * @param methods in TorchScript's serialised form, indented by two spaces
     * @throws ai.djl.engine.EngineException if the text does not compile
     */
    public static InferenceModule compile(String methods) {
        return new InferenceModule(TorchScriptModule.compile(products() + methods));
    }

    private static String products() {
        Optional<LinearOperation> oneDnn = LinearOperation.forInference();
        oneDnn.ifPresent(LinearOperation::close);
        Arithmetic arithmetic = oneDnn.isPresent() ? Arithmetic.ONE_DNN : Arithmetic.ENGINE;
        return arithmetic.products() + LINEAR;
    }

    /**
     * Calls a method.
     *
     * @param weights its first argument
     * @param tensors its other arguments, at least one
     * @return what it returns, attached to the manager of the first tensor
     */
    public NDList call(String method, NDList weights, NDArray... tensors) {
        List<IValue> arguments = new ArrayList<>(tensors.length + 1);
        try {
            arguments.add(list(weights));
            for (NDArray tensor : tensors) {
                arguments.add(IValue.from((PtNDArray) tensor));
            }
            try (IValue result = module.infer(method, arguments.toArray(IValue[]::new))) {
                return new NDList(result.toTensorArray((PtNDManager) tensors[0].getManager()));
            }
        } finally {
            arguments.forEach(IValue::close);
        }
    }

    private static IValue list(NDList weights) {
        return IValue.listFrom(
                weights.stream().map(PtNDArray.class::cast).toArray(PtNDArray[]::new));
    }

    @Override
    public void close() {
        module.close();
    }
}

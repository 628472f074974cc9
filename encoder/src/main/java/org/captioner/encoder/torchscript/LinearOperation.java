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
 * Affine map {@code y = x Wᵀ + b} of the last axis, in a chosen {@link Arithmetic}.
 *
 * <pre>{@code
 * try (LinearOperation linear = LinearOperation.forTraining(Arithmetic.BFLOAT16).orElseThrow()) {
 *     NDArray logits = linear.apply(x, weight, bias);
 * }
 * }</pre>
 *
 * <p>One instance serves a whole program: the module is loaded once and holds no weights. For
 * inference it serves any number of threads; gradients may be collected by one thread at a time, as
 * with every operation of the engine.
 */
public final class LinearOperation implements AutoCloseable {
    private static final String DIFFERENTIABLE = "linear";
    private static final String UNRECORDED = "product";
    private static final String PACK = "pack";

    private final TorchScriptModule module;
    private final String method;

    private LinearOperation(TorchScriptModule module, String method) {
        this.module = module;
        this.method = method;
    }

    /**
     * Compiles and tries the map whose gradients flow to all three arguments.
     *
     * @return empty where the engine was built without what the arithmetic needs
     */
    public static Optional<LinearOperation> forTraining(Arithmetic arithmetic) {
        return load(arithmetic.linear(), DIFFERENTIABLE);
    }

    /**
     * Compiles and tries the map of {@link Arithmetic#ONE_DNN} outside of gradients, which does
     * without a change of layout.
     *
     * @return empty where the engine was built without oneDNN
     */
    public static Optional<LinearOperation> forInference() {
        return load(Arithmetic.ONE_DNN.products(), UNRECORDED);
    }

    private static Optional<LinearOperation> load(String methods, String method) {
        TorchScriptModule module = null;
        try (NDManager scratch = NDManager.newBaseManager()) {
            module = TorchScriptModule.compile(methods);
            LinearOperation linear = new LinearOperation(module, method);
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
        if (method.equals(DIFFERENTIABLE)) {
            return module.forward(method, x, weight, bias);
        }
        try (IValue rows = IValue.from((PtNDArray) x);
                IValue matrix = IValue.from((PtNDArray) weight);
                IValue vector = IValue.from((PtNDArray) bias);
                IValue result = module.infer(method, rows, matrix, vector)) {
            return result.toTensor((PtNDManager) x.getManager());
        }
    }

    /**
     * Copies a weight into the layout that {@link #forInference} is fastest with; {@link #apply}
     * takes the result in the weight's place, any number of times. Nothing else can read it.
     *
     * @param weight (outputs, inputs) float32
     * @return attached to the weight's manager
     */
    public NDArray packed(NDArray weight) {
        if (method.equals(DIFFERENTIABLE)) {
            throw new IllegalStateException("only products outside of gradients have a layout");
        }
        try (IValue matrix = IValue.from((PtNDArray) weight);
                IValue result = module.infer(PACK, matrix)) {
            return result.toTensor((PtNDManager) weight.getManager());
        }
    }

    @Override
    public void close() {
        module.close();
    }
}

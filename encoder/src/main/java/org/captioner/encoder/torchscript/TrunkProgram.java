package org.captioner.encoder.torchscript;

import ai.djl.engine.EngineException;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import org.captioner.encoder.resnet.Convolution;
import org.captioner.encoder.resnet.ResNetFeatures;

/**
 * A residual network with weights that are trained, as one differentiable program: an accelerator
 * of {@code ResNet.forward} with running statistics, equal to it in values and gradients up to the
 * rounding of the precision.
 *
 * <p>In bfloat16, kernels and activations are rounded for each call while weights, their gradients
 * and the features stay float32. Holds no weights. For one thread at a time.
 */
public final class TrunkProgram implements AutoCloseable {
    private final TorchScriptModule module;
    private final List<String> tensorNames;

    private TrunkProgram(TorchScriptModule module, List<String> tensorNames) {
        this.module = module;
        this.tensorNames = tensorNames;
    }

    /**
     * Compiles a network.
     *
     * @param trained which convolutions get gradients
     * @param precision float32 or bfloat16
     * @return empty where the engine was built without oneDNN
     */
    public static Optional<TrunkProgram> compile(
            ResNetFeatures features, Predicate<Convolution> trained, ScriptPrecision precision) {
        if (precision == ScriptPrecision.INT8) {
            throw new IllegalArgumentException("eight bit integers have no gradients");
        }
        TrunkScript script = new TrunkScript(features, trained, precision);
        try {
            return Optional.of(
                    new TrunkProgram(
                            TorchScriptModule.compile(script.methods()), script.tensorNames()));
        } catch (EngineException withoutOneDnn) {
            return Optional.empty();
        }
    }

    /**
     * The features of photos; differentiable in the trained kernels, and in the vectors of their
     * norms where those require gradients.
     *
     * @param images (n, 3, size, size) float32
     * @param tensors float32 values by torchvision's names
     * @return (n, cells, channels) float32, attached to the manager of {@code images}
     */
    public NDArray features(NDArray images, Function<String, NDArray> tensors) {
        NDList weights = new NDList(tensorNames.size());
        tensorNames.forEach(name -> weights.add(tensors.apply(name)));
        return module.forward(TrunkScript.FEATURES, images, weights);
    }

    @Override
    public void close() {
        module.close();
    }
}

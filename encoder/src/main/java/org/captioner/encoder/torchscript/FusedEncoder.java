package org.captioner.encoder.torchscript;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.engine.PtNDManager;
import ai.djl.pytorch.jni.IValue;
import org.captioner.dataset.InputException;
import org.captioner.encoder.EncoderDescription;
import org.captioner.encoder.EncoderNetwork;
import org.captioner.encoder.PhotoByPhotoEncoder;
import org.captioner.encoder.ResNetEncoder;
import org.captioner.encoder.resnet.ActivationRanges;

/**
 * A residual network on the tensor engine with fused convolutions, in float32, bfloat16 or eight
 * bit integers.
 *
 * <p>In float32 the features equal those of {@link ResNetEncoder} up to rounding and share its
 * fingerprint; with fewer bits they differ by one to several percent and have a fingerprint of
 * their own. Needs an x86 processor or another that oneDNN serves. Thread-safe.
 */
public final class FusedEncoder extends PhotoByPhotoEncoder {
    private final NDManager manager;
    private final TorchScriptModule module;
    private final IValue weights;
    private final Shape shape;

    private FusedEncoder(
            EncoderDescription description, EncoderNetwork network, ScriptPrecision precision) {
        super(description);
        int size = description.transform().size();
        shape = new Shape(1, 3, size, size);
        manager = NDManager.newBaseManager();
        try (NDManager scratch = manager.newSubManager()) {
            NetworkScript script = script(network, precision, scratch);
            module = TorchScriptModule.compile(script.methods());
            try (IValue list = IValue.listFrom(script.tensors())) {
                weights = module.infer(NetworkScript.PACK, list);
            }
        }
    }

    private static NetworkScript script(
            EncoderNetwork network, ScriptPrecision precision, NDManager scratch) {
        return precision == ScriptPrecision.INT8
                ? new Int8Script(network.folded(), ranges(network), scratch)
                : new FusedScript(network.folded(), precision, scratch);
    }

    private static ActivationRanges ranges(EncoderNetwork network) {
        return network.ranges()
                .orElseThrow(
                        () ->
                                new InputException(
                                        "eight bit arithmetic needs to know how large this"
                                                + " network's activations get; run captioner"
                                                + " calibrate, or choose another back end"));
    }

    /**
     * Makes an encoder of a network.
     *
     * @throws InputException if the precision is {@link ScriptPrecision#INT8} and the network comes
     *     without ranges
     */
    public static FusedEncoder of(EncoderNetwork network, ScriptPrecision precision) {
        EncoderDescription exact = network.description();
        EncoderDescription description =
                switch (precision) {
                    case FLOAT32 -> exact;
                    case BFLOAT16 -> exact.computedAs("bfloat16");
                    case INT8 -> exact.computedAs("int8 " + ranges(network).checksum());
                };
        return new FusedEncoder(description, network, precision);
    }

    @Override
    protected float[] encodeOne(float[] photo) {
        try (NDManager scratch = manager.newSubManager();
                IValue image = IValue.from((PtNDArray) scratch.create(photo, shape));
                IValue result = module.infer(NetworkScript.FEATURES, image, weights);
                NDArray grid = result.toTensor((PtNDManager) scratch)) {
            return grid.toFloatArray();
        }
    }

    @Override
    public void close() {
        weights.close();
        module.close();
        manager.close();
    }
}

package org.captioner.encoder.torchscript;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.engine.PtNDManager;
import ai.djl.pytorch.jni.IValue;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import org.captioner.encoder.EncoderDescription;
import org.captioner.encoder.EncoderOptions;
import org.captioner.encoder.ImageEncoder;
import org.captioner.encoder.ResNetEncoder;
import org.captioner.encoder.resnet.Convolution;
import org.captioner.encoder.resnet.FoldedConvolution;
import org.captioner.encoder.resnet.FoldedResNet;
import org.captioner.encoder.resnet.ResNetFeatures;
import org.captioner.encoder.resnet.ResNetWeights;
import org.captioner.encoder.transform.ImageTransform;

/**
 * A residual network on the tensor engine with fused convolutions, in float32 or bfloat16.
 *
 * <p>In float32 the features equal those of {@link ResNetEncoder} up to rounding and share its
 * fingerprint; in bfloat16 they differ by about 1 % and have a fingerprint of their own. Needs an
 * x86 processor or another that oneDNN serves. Thread-safe.
 */
public final class FusedEncoder implements ImageEncoder {
    private final EncoderDescription description;
    private final NDManager manager;
    private final TorchScriptModule module;
    private final IValue weights;

    private FusedEncoder(
            EncoderDescription description, FoldedResNet network, Precision precision) {
        this.description = description;
        FusedScript script = FusedScript.of(network.features(), precision);
        manager = NDManager.newBaseManager();
        module = TorchScriptModule.compile(script.methods());
        weights = pack(network, script);
    }

    private IValue pack(FoldedResNet network, FusedScript script) {
        try (NDManager scratch = manager.newSubManager()) {
            List<PtNDArray> tensors = new ArrayList<>();
            for (Convolution convolution : script.order()) {
                FoldedConvolution folded = network.convolutions().get(convolution.name());
                Shape shape = new Shape(convolution.kernelShape().sizes());
                tensors.add(owned(scratch.create(folded.kernel(), shape)));
                tensors.add(owned(scratch.create(folded.bias())));
            }
            try (IValue list = IValue.listFrom(tensors.toArray(PtNDArray[]::new))) {
                return module.infer(FusedScript.PACK, list);
            }
        }
    }

    /** What create() makes borrows a Java buffer; biases in float32 are packed as they are. */
    private static PtNDArray owned(NDArray borrowed) {
        try (borrowed) {
            return (PtNDArray) borrowed.duplicate();
        }
    }

    /**
     * Loads weights from a safetensors file.
     *
     * @throws org.captioner.dataset.InputException as {@link ResNetEncoder#load}
     */
    public static FusedEncoder load(Path weights, EncoderOptions options, Precision precision) {
        try (ResNetWeights file = ResNetWeights.open(weights)) {
            return of(options.resolve(file), options.transform(), file::values, precision);
        }
    }

    /**
     * Makes an encoder of tensors at hand.
     *
     * @param tensors values by torchvision's names
     */
    public static FusedEncoder of(
            ResNetFeatures features,
            ImageTransform transform,
            Function<String, float[]> tensors,
            Precision precision) {
        EncoderDescription exact = ResNetEncoder.describe(features, transform, tensors);
        EncoderDescription description =
                precision == Precision.FLOAT32 ? exact : exact.computedAs("bfloat16");
        return new FusedEncoder(description, FoldedResNet.fold(features, tensors), precision);
    }

    @Override
    public EncoderDescription description() {
        return description;
    }

    @Override
    public float[] encode(float[] photos, int count) {
        description.requirePhotos(photos, count);
        int pixels = description.transform().length();
        int size = description.transform().size();
        float[] grids = new float[count * description.length()];
        for (int photo = 0; photo < count; photo++) {
            float[] one = Arrays.copyOfRange(photos, photo * pixels, (photo + 1) * pixels);
            float[] grid = encodeOne(one, new Shape(1, 3, size, size));
            System.arraycopy(grid, 0, grids, photo * grid.length, grid.length);
        }
        return grids;
    }

    private float[] encodeOne(float[] photo, Shape shape) {
        try (NDManager scratch = manager.newSubManager();
                IValue image = IValue.from((PtNDArray) scratch.create(photo, shape));
                IValue result = module.infer(FusedScript.FEATURES, image, weights);
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

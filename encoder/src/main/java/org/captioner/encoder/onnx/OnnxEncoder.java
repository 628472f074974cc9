package org.captioner.encoder.onnx;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.Function;
import org.captioner.dataset.InputException;
import org.captioner.encoder.EncoderDescription;
import org.captioner.encoder.EncoderOptions;
import org.captioner.encoder.ImageEncoder;
import org.captioner.encoder.ResNetEncoder;
import org.captioner.encoder.resnet.FoldedResNet;
import org.captioner.encoder.resnet.ResNetFeatures;
import org.captioner.encoder.resnet.ResNetWeights;
import org.captioner.encoder.transform.ImageTransform;

/**
 * The fastest back end in float32: the network as an ONNX file, made in memory, in ONNX Runtime.
 *
 * <p>Features equal those of {@link ResNetEncoder} up to rounding, 1e-5 of a typical value, so both
 * share a fingerprint. Does not use the tensor engine. Thread-safe; several Java threads with one
 * native thread each encode more photos per second than one with several.
 *
 * <p>The runtime unpacks its native library (about 30 MB) below {@code java.io.tmpdir} in each
 * process and removes it at the end; the system property {@code onnxruntime.native.path} names a
 * folder that holds it already.
 */
public final class OnnxEncoder implements ImageEncoder {
    private final EncoderDescription description;
    private final OrtEnvironment environment;
    private final OrtSession session;

    private OnnxEncoder(EncoderDescription description, byte[] file, int threads) {
        this.description = description;
        try {
            environment = RuntimeEnvironment.get();
            try (OrtSession.SessionOptions options = options(threads)) {
                session = environment.createSession(file, options);
            }
        } catch (OrtException e) {
            throw new IllegalStateException("ONNX Runtime does not take our file", e);
        }
    }

    private static OrtSession.SessionOptions options(int threads) throws OrtException {
        OrtSession.SessionOptions options = new OrtSession.SessionOptions();
        options.setOptimizationLevel(OrtSession.SessionOptions.OptLevel.ALL_OPT);
        options.setIntraOpNumThreads(threads);
        options.setInterOpNumThreads(1);
        // Waiting threads sleep: other work of the machine, reading photos first of all, goes on.
        options.addConfigEntry("session.intra_op.allow_spinning", "0");
        return options;
    }

    /**
     * Loads weights from a safetensors file.
     *
     * @param threads native threads per call, at least 1
     * @throws InputException as {@link ResNetEncoder#load}
     */
    public static OnnxEncoder load(Path weights, EncoderOptions options, int threads) {
        try (ResNetWeights file = ResNetWeights.open(weights)) {
            return of(options.resolve(file), options.transform(), file::values, threads);
        }
    }

    /**
     * Makes an encoder of tensors at hand.
     *
     * @param tensors values by torchvision's names
     * @param threads native threads per call, at least 1
     */
    public static OnnxEncoder of(
            ResNetFeatures features,
            ImageTransform transform,
            Function<String, float[]> tensors,
            int threads) {
        EncoderDescription description = ResNetEncoder.describe(features, transform, tensors);
        FoldedResNet network = FoldedResNet.fold(features, tensors);
        return new OnnxEncoder(description, OnnxFile.features(network).toBytes(), threads);
    }

    /**
     * Runs a file that {@link OnnxFile} has written.
     *
     * @param description of the network in the file
     * @param threads native threads per call, at least 1
     * @throws InputException if the file cannot be read
     */
    public static OnnxEncoder open(Path file, EncoderDescription description, int threads) {
        try {
            return new OnnxEncoder(description, Files.readAllBytes(file), threads);
        } catch (IOException e) {
            throw new InputException(file + ": cannot be read, " + e + "; export it anew", e);
        }
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
        int length = description.length();
        float[] grids = new float[count * length];
        for (int photo = 0; photo < count; photo++) {
            FloatBuffer one = FloatBuffer.wrap(photos, photo * pixels, pixels).slice();
            encodeOne(one, size, FloatBuffer.wrap(grids, photo * length, length));
        }
        return grids;
    }

    private void encodeOne(FloatBuffer photo, int size, FloatBuffer grid) {
        long[] shape = {1, 3, size, size};
        try (OnnxTensor images = OnnxTensor.createTensor(environment, photo, shape);
                OrtSession.Result result = session.run(Map.of(OnnxFile.IMAGES, images))) {
            OnnxTensor features = (OnnxTensor) result.get(OnnxFile.FEATURES).orElseThrow();
            grid.put(features.getFloatBuffer());
        } catch (OrtException e) {
            throw new IllegalStateException("ONNX Runtime failed to encode a photo", e);
        }
    }

    @Override
    public void close() {
        try {
            session.close();
        } catch (OrtException e) {
            throw new IllegalStateException("ONNX Runtime failed to free its memory", e);
        }
    }
}

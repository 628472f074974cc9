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
import org.captioner.dataset.InputException;
import org.captioner.encoder.EncoderDescription;
import org.captioner.encoder.EncoderNetwork;
import org.captioner.encoder.PhotoByPhotoEncoder;
import org.captioner.encoder.ResNetEncoder;

/**
 * The fastest back end in float32: the network as an ONNX file, made in memory, in ONNX Runtime.
 *
 * <p>Features equal those of {@link ResNetEncoder} up to rounding, 1e-5 of a typical value, so both
 * share a fingerprint. Does not use the tensor engine. Thread-safe; several Java threads with one
 * native thread each encode more photos per second than one with several.
 *
 * <p>The runtime's native library (about 30 MB) is unpacked once, into the tensor engine's cache,
 * or where that cannot be written below {@code java.io.tmpdir} in each process; the system property
 * {@code onnxruntime.native.path} names a folder that holds it already.
 */
public final class OnnxEncoder extends PhotoByPhotoEncoder {
    private final OrtEnvironment environment;
    private final OrtSession session;

    private OnnxEncoder(EncoderDescription description, byte[] file, int threads) {
        super(description);
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
        // Waiting threads sleep, so that reading photos and other work have the processor.
        options.addConfigEntry("session.intra_op.allow_spinning", "0");
        return options;
    }

    /**
     * Writes a network as ONNX, in memory, and loads that.
     *
     * @param threads native threads per call, at least 1
     */
    public static OnnxEncoder of(EncoderNetwork network, int threads) {
        byte[] file = OnnxFile.features(network.folded()).toBytes();
        return new OnnxEncoder(network.description(), file, threads);
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
    protected float[] encodeOne(float[] photo) {
        int size = description().transform().size();
        long[] shape = {1, 3, size, size};
        FloatBuffer pixels = FloatBuffer.wrap(photo);
        try (OnnxTensor images = OnnxTensor.createTensor(environment, pixels, shape);
                OrtSession.Result result = session.run(Map.of(OnnxFile.IMAGES, images))) {
            OnnxTensor features = (OnnxTensor) result.get(OnnxFile.FEATURES).orElseThrow();
            float[] grid = new float[description().length()];
            features.getFloatBuffer().get(grid);
            return grid;
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

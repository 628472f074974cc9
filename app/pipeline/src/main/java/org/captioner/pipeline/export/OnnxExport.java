package org.captioner.pipeline.export;

import java.nio.file.Path;
import java.util.Random;
import org.captioner.encoder.EncoderDescription;
import org.captioner.encoder.EncoderNetwork;
import org.captioner.encoder.EncoderOptions;
import org.captioner.encoder.ImageEncoder;
import org.captioner.encoder.ResNetEncoder;
import org.captioner.encoder.onnx.OnnxEncoder;
import org.captioner.encoder.onnx.OnnxFile;
import org.captioner.encoder.resnet.FoldedResNet;
import org.captioner.encoder.resnet.ResNetWeights;
import org.captioner.encoder.tensor.TensorEngine;

/**
 * A residual network on its way into an ONNX file.
 *
 * @param description of what was written
 * @param bytes of the file
 * @param difference between the features of the file in ONNX Runtime and those of the source on the
 *     tensor engine, root mean square over that of the features
 */
public record OnnxExport(EncoderDescription description, long bytes, double difference) {
    /** Far above rounding (1e-6), far below what a wrong stride or pool makes (0.1). */
    private static final double TOLERANCE = 1e-4;

    private static final long SEED = 1;

    /** Whether the classification head goes along, where the file has one. */
    public enum Head {
        KEPT,
        DROPPED
    }

    /**
     * Writes a file of weights as ONNX, then runs both on the same noise.
     *
     * @throws org.captioner.dataset.InputException if the weights are not sound or the target
     *     cannot be written
     * @throws IllegalStateException if the two disagree
     */
    public static OnnxExport write(Path weights, EncoderOptions options, Head head, Path target) {
        try (ResNetWeights source = ResNetWeights.open(weights)) {
            EncoderNetwork network =
                    EncoderNetwork.of(options.resolve(source), options.transform(), source::values);
            return write(network, file(network.folded(), source, head), target);
        }
    }

    /**
     * Writes an encoder as ONNX, without a head, then runs both on the same noise.
     *
     * @throws org.captioner.dataset.InputException if the target cannot be written
     * @throws IllegalStateException if the two disagree
     */
    public static OnnxExport write(EncoderNetwork network, Path target) {
        return write(network, OnnxFile.features(network.folded()), target);
    }

    private static OnnxExport write(EncoderNetwork network, OnnxFile file, Path target) {
        TensorEngine.start(1);
        file.write(target);
        try (ResNetEncoder reference = ResNetEncoder.of(network);
                OnnxEncoder written = OnnxEncoder.open(target, network.description(), 1)) {
            double difference = difference(reference, written);
            if (!(difference <= TOLERANCE)) {
                throw new IllegalStateException(
                        target + ": features differ from the source's by " + difference);
            }
            return new OnnxExport(network.description(), file.size(), difference);
        }
    }

    private static OnnxFile file(FoldedResNet network, ResNetWeights source, Head head) {
        boolean whole =
                source.architecture().blocks().size()
                        == network.features().architecture().blocks().size();
        if (head == Head.KEPT && whole && source.architecture().classes() > 0) {
            return OnnxFile.classifier(
                    network, source.values("fc.weight"), source.values("fc.bias"));
        }
        return OnnxFile.features(network);
    }

    private static double difference(ImageEncoder reference, ImageEncoder written) {
        Random random = new Random(SEED);
        float[] photo = new float[reference.description().transform().length()];
        for (int i = 0; i < photo.length; i++) {
            photo[i] = (float) random.nextGaussian();
        }
        float[] expected = reference.encode(photo, 1);
        float[] actual = written.encode(photo, 1);
        double squares = 0;
        double norm = 0;
        for (int i = 0; i < expected.length; i++) {
            squares += Math.pow(expected[i] - actual[i], 2);
            norm += Math.pow(expected[i], 2);
        }
        return Math.sqrt(squares / norm);
    }
}

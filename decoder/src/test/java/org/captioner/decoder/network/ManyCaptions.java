package org.captioner.decoder.network;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.training.GradientCollector;
import java.util.LinkedHashMap;
import java.util.Map;
import org.captioner.encoder.tensor.Gradients;
import org.captioner.encoder.tensor.Parameters.GradientUse;
import org.captioner.encoder.tensor.Scalar;

/** Forty captions of four words, enough rows for large products to take their own way. */
final class ManyCaptions {
    private static final int CAPTIONS = 40;

    private final NDArray grids;
    private final NDArray images;
    private final NDArray words;

    /** For a shape of at least 11 words; images have one, two or three captions. */
    ManyCaptions(DecoderExtension tensors, DecoderShape shape) {
        grids = tensors.grids(shape, CAPTIONS);
        long[] rows = new long[CAPTIONS];
        long[][] ids = new long[CAPTIONS][];
        for (int row = 0; row < CAPTIONS; row++) {
            rows[row] = row / 2 + row % 3;
            ids[row] = new long[] {1, 4 + row % 7, 5 + row % 5, 4 + row % 3};
        }
        images = tensors.manager().create(rows);
        words = tensors.words(ids);
    }

    CaptionDecoder.DecoderOutput forward(CaptionDecoder decoder, Mode mode) {
        return decoder.forward(decoder.encodeMemory(grids, mode), images, words, mode);
    }

    /** Leaves the gradients of a loss in the decoder's parameters. */
    void backward(CaptionDecoder decoder) {
        decoder.parameters().requireGradient(GradientUse.RECORD);
        try (GradientCollector collector = Engine.getInstance().newGradientCollector()) {
            CaptionDecoder.DecoderOutput output = forward(decoder, Mode.TRAINING);
            NDArray words = output.logits().logSoftmax(-1).get(":,:,2").neg().mean();
            NDArray loss =
                    output.attention()
                            .map(weights -> words.add(weights.square().sum()))
                            .orElse(words);
            System.gc();
            collector.backward(output.differentiable(loss));
        }
    }

    /** One step of gradient descent on the cross entropy of the captions' own next words. */
    void descend(CaptionDecoder decoder, float rate) {
        decoder.parameters().requireGradient(GradientUse.RECORD);
        try (GradientCollector collector = Engine.getInstance().newGradientCollector()) {
            collector.zeroGradients();
            CaptionDecoder.DecoderOutput output = forward(decoder, Mode.TRAINING);
            collector.backward(output.differentiable(crossEntropy(output)));
        }
        Map<String, NDArray> gradients = new LinkedHashMap<>();
        decoder.parameters()
                .arrays()
                .forEach((name, array) -> gradients.put(name, array.getGradient().duplicate()));
        decoder.parameters().requireGradient(GradientUse.NONE);
        gradients.forEach(
                (name, gradient) -> {
                    NDArray array = decoder.parameters().arrays().get(name);
                    Gradients.overwrite(array, array.sub(Scalar.multiply(gradient, rate)));
                });
    }

    /** In nats per word, without dropout. */
    float crossEntropy(CaptionDecoder decoder) {
        return crossEntropy(forward(decoder, Mode.INFERENCE)).getFloat();
    }

    private NDArray crossEntropy(CaptionDecoder.DecoderOutput output) {
        NDArray targets = words.get(":,1:").expandDims(-1);
        return output.logits().get(":,:-1").logSoftmax(-1).gather(targets, 2).neg().mean();
    }
}

package org.captioner.decoder.training;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import java.util.List;
import java.util.Optional;
import org.captioner.decoder.layer.CachedState;
import org.captioner.decoder.network.CaptionDecoder;
import org.captioner.decoder.network.DecoderOptions;
import org.captioner.decoder.network.DecoderShape;
import org.captioner.decoder.network.DecoderState;
import org.captioner.decoder.network.ImageMemory;
import org.captioner.decoder.network.Mode;
import org.captioner.encoder.tensor.Parameters;

/** Says the same sentence about every image, whatever it sees. */
record ScriptedDecoder(DecoderShape shape, List<Integer> script) implements CaptionDecoder {
    private static final float SURE = 100;

    @Override
    public ImageMemory encodeMemory(NDArray grids, Mode mode) {
        return new ImageMemory(new NDList(grids));
    }

    @Override
    public DecoderState initialState(NDList features, int beams) {
        return new CachedState(new ImageMemory(features), new NDList(), 0, beams);
    }

    @Override
    public Step step(DecoderState state, NDArray words) {
        CachedState before = (CachedState) state;
        int rows = Math.toIntExact(words.getShape().get(0));
        float[] logits = new float[rows * shape.vocabulary()];
        for (int row = 0; row < rows; row++) {
            logits[row * shape.vocabulary() + script.get(before.position())] = SURE;
        }
        return new Step(
                words.getManager().create(logits, new Shape(rows, shape.vocabulary())),
                Optional.empty(),
                before.next(new NDList()));
    }

    @Override
    public DecoderOutput forward(ImageMemory memory, NDArray images, NDArray words, Mode mode) {
        throw new UnsupportedOperationException("it never learns");
    }

    @Override
    public DecoderOptions options() {
        throw new UnsupportedOperationException("it has none");
    }

    @Override
    public Parameters parameters() {
        throw new UnsupportedOperationException("it has none");
    }

    @Override
    public void freeze() {}

    @Override
    public void close() {}
}

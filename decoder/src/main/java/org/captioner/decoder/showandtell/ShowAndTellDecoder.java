package org.captioner.decoder.showandtell;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.captioner.decoder.layer.CachedState;
import org.captioner.decoder.layer.Linear;
import org.captioner.decoder.layer.LstmCell;
import org.captioner.decoder.layer.NetworkDecoder;
import org.captioner.decoder.layer.PooledProjection;
import org.captioner.decoder.layer.TimeSteps;
import org.captioner.decoder.network.Compute;
import org.captioner.decoder.network.DecoderShape;
import org.captioner.decoder.network.ImageMemory;
import org.captioner.decoder.network.Mode;

/**
 * An LSTM that reads the image as if it were the first word, after <a
 * href="https://arxiv.org/abs/1411.4555">Vinyals et al. 2015</a>; it has no attention.
 *
 * <p>With the mean of the grid {@code I} and word vectors {@code w_t}:
 *
 * <pre>
 *   x_{-1} = W_I I,  x_t = w_t
 *   h_t, c_t = LSTM(x_t, h_{t-1}, c_{t-1}),  0 before the first
 *   p = softmax(E W_p h_t)
 * </pre>
 *
 * <p>The paper's output matrix is the product of tied word vectors {@code E} and {@code W_p} here.
 */
final class ShowAndTellDecoder extends NetworkDecoder<PooledProjection> {
    private static final int IMAGE_GATES = 0;
    private static final int HIDDEN = 0;
    private static final int CELL_STATE = 1;

    private final int width;
    private final Linear fromInput;
    private final Linear fromHidden;
    private final Linear output;

    ShowAndTellDecoder(
            DecoderShape shape, ShowAndTellOptions options, NDManager manager, Compute compute) {
        super(shape, options, manager, compute, PooledProjection::create);
        width = options.width();
        fromInput = linear("lstm.input", width, 4L * width);
        fromHidden = linear("lstm.hidden", width, 4L * width);
        output = linear("output", width, width);
    }

    @Override
    public ImageMemory encodeMemory(NDArray grids, Mode mode) {
        return new ImageMemory(new NDList(fromInput.apply(projection.apply(grids, mode), mode)));
    }

    @Override
    public DecoderOutput forward(ImageMemory memory, NDArray images, NDArray words, Mode mode) {
        NDArray wordGates = fromInput.apply(dropout.apply(embedding.embed(words), mode), mode);
        LstmCell state = start(memory.rows(images), mode);
        NDList hidden = new NDList();
        for (NDArray input : TimeSteps.unbind(wordGates)) {
            state = step(input, state, mode);
            hidden.add(state.hidden());
        }
        return new DecoderOutput(
                logits(TimeSteps.stack(hidden), mode), Optional.empty(), UnaryOperator.identity());
    }

    @Override
    protected CachedState initialState(ImageMemory memory, int beams) {
        LstmCell start = start(memory, Mode.INFERENCE).repeat(beams);
        return new CachedState(memory, new NDList(start.hidden(), start.cell()), 0, beams);
    }

    @Override
    protected Step step(CachedState state, NDArray words) {
        LstmCell before = new LstmCell(state.cache().get(HIDDEN), state.cache().get(CELL_STATE));
        NDArray wordGates = fromInput.apply(embedding.embed(words), Mode.INFERENCE);
        LstmCell after = step(wordGates, before, Mode.INFERENCE);
        return new Step(
                logits(after.hidden(), Mode.INFERENCE),
                Optional.empty(),
                state.next(new NDList(after.hidden(), after.cell())));
    }

    /** The state after the image. */
    private LstmCell start(ImageMemory memory, Mode mode) {
        NDArray image = memory.get(IMAGE_GATES);
        return step(image, LstmCell.zeros(image, image.getShape().get(0), width), mode);
    }

    /** One step; {@code input} (rows, 4 width) is what {@code x_t} adds to the gates. */
    private LstmCell step(NDArray input, LstmCell before, Mode mode) {
        return before.next(input.add(fromHidden.apply(before.hidden(), mode)));
    }

    private NDArray logits(NDArray hidden, Mode mode) {
        NDArray joined = output.apply(dropout.apply(hidden, mode), mode);
        return embedding.logits(dropout.apply(joined, mode), mode);
    }
}

package org.captioner.decoder.adaptive;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.nn.Activation;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.captioner.decoder.layer.AdditiveAttention;
import org.captioner.decoder.layer.CachedState;
import org.captioner.decoder.layer.GridProjection;
import org.captioner.decoder.layer.Linear;
import org.captioner.decoder.layer.LstmCell;
import org.captioner.decoder.layer.NetworkDecoder;
import org.captioner.decoder.layer.TimeSteps;
import org.captioner.decoder.network.Compute;
import org.captioner.decoder.network.DecoderShape;
import org.captioner.decoder.network.ImageMemory;
import org.captioner.decoder.network.Mode;

/**
 * An LSTM with adaptive attention: it may attend to a visual sentinel, a summary of the words so
 * far, instead of the grid (<a href="https://arxiv.org/abs/1612.01887">Lu et al. 2017</a>).
 *
 * <p>With cells {@code v_i} and their mean {@code v_g}, word vector {@code w_t}, hidden state
 * {@code h_t} and memory cell {@code m_t}, both 0 at the start:
 *
 * <pre>
 *   x_t = [w_t; v_g],  h_t, m_t = LSTM(x_t, h_{t-1}, m_{t-1})
 *   s_t = sigmoid(W_x x_t + W_h h_{t-1}) * tanh(m_t)
 *   z_i = v . tanh(W_v v_i + W_g h_t),  z_s = v . tanh(W_s s_t + W_g h_t)
 *   [alpha; beta] = softmax([z_1 .. z_k; z_s])
 *   c_t = sum_i alpha_i v_i + beta s_t
 *   p   = softmax(E W_p (c_t + h_t))
 * </pre>
 *
 * <p>As attention comes after the LSTM and does not return to it, teacher forcing attends for all
 * steps at once. The paper's output matrix is the product of tied word vectors {@code E} and {@code
 * W_p} here. {@code alpha} sums to {@code 1 - beta}: the rest of a word's attention is the
 * sentinel's.
 */
final class AdaptiveDecoder extends NetworkDecoder<GridProjection> {
    private static final int CELLS = 0;
    private static final int KEYS = 1;
    private static final int IMAGE_GATES = 2;
    private static final int HIDDEN = 0;
    private static final int CELL_STATE = 1;

    private final int width;
    private final Linear fromWord;
    private final Linear fromImage;
    private final Linear fromHidden;
    private final Linear attentionKey;
    private final Linear attentionQuery;
    private final Linear sentinelKey;
    private final AdditiveAttention attention;
    private final Linear output;

    AdaptiveDecoder(
            DecoderShape shape, AdaptiveOptions options, NDManager manager, Compute compute) {
        super(shape, options, manager, compute, GridProjection::create);
        width = options.width();
        int attentionWidth = options.attentionWidth();
        // The LSTM's gates and the sentinel's, in this order.
        fromWord = linear("lstm.word", width, 5L * width);
        fromImage = linear("lstm.image", width, 5L * width);
        fromHidden = linear("lstm.hidden", width, 5L * width);
        attentionKey = linear("attention.key", width, attentionWidth);
        attentionQuery = linear("attention.query", width, attentionWidth);
        sentinelKey = linear("attention.sentinel", width, attentionWidth);
        attention = AdditiveAttention.create(parameters, "attention.score", attentionWidth);
        output = linear("output", width, width);
    }

    @Override
    public ImageMemory encodeMemory(NDArray grids, Mode mode) {
        NDArray cells = projection.apply(grids, mode);
        return new ImageMemory(
                new NDList(
                        cells,
                        attentionKey.apply(cells, mode),
                        fromImage.apply(cells.mean(new int[] {1}), mode)));
    }

    @Override
    public DecoderOutput forward(ImageMemory memory, NDArray images, NDArray words, Mode mode) {
        ImageMemory ofCaptions = memory.rows(images);
        NDArray wordGates = fromWord.apply(dropout.apply(embedding.embed(words), mode), mode);
        NDArray inputs = wordGates.add(ofCaptions.get(IMAGE_GATES).expandDims(1));
        LstmCell cell = LstmCell.zeros(words, images.size(), width);
        NDList hidden = new NDList();
        NDList sentinels = new NDList();
        for (NDArray input : TimeSteps.unbind(inputs)) {
            Sentinel after = step(input, cell, mode);
            cell = after.cell();
            hidden.add(cell.hidden());
            sentinels.add(after.sentinel());
        }
        Attended attended =
                attend(ofCaptions, TimeSteps.stack(hidden), TimeSteps.stack(sentinels), mode);
        return new DecoderOutput(
                attended.logits(), Optional.of(attended.weights()), UnaryOperator.identity());
    }

    @Override
    protected CachedState initialState(ImageMemory memory, int beams) {
        LstmCell start = LstmCell.zeros(memory.get(CELLS), (long) memory.images() * beams, width);
        return new CachedState(memory, new NDList(start.hidden(), start.cell()), 0, beams);
    }

    @Override
    protected Step step(CachedState state, NDArray words) {
        ImageMemory memory = state.memory();
        NDArray wordGates =
                fromWord.apply(embedding.embed(words), Mode.INFERENCE)
                        .reshape(memory.images(), state.beams(), 5L * width);
        NDArray inputs = wordGates.add(memory.get(IMAGE_GATES).expandDims(1));
        LstmCell before = new LstmCell(state.cache().get(HIDDEN), state.cache().get(CELL_STATE));
        Sentinel after = step(inputs.reshape(-1, 5L * width), before, Mode.INFERENCE);
        NDArray hidden = after.cell().hidden();
        // Beams take the place of steps: all queries of an image share its keys.
        Attended attended =
                attend(
                        memory,
                        hidden.reshape(memory.images(), state.beams(), width),
                        after.sentinel().reshape(memory.images(), state.beams(), width),
                        Mode.INFERENCE);
        return new Step(
                attended.logits().reshape(-1, shape().vocabulary()),
                Optional.of(attended.weights().reshape(-1, shape().cells())),
                state.next(new NDList(hidden, after.cell().cell())));
    }

    /** {@code h_t} and {@code m_t}, and {@code s_t} (rows, width). */
    private record Sentinel(LstmCell cell, NDArray sentinel) {}

    /**
     * One step of the LSTM.
     *
     * @param input (rows, 5 width): what {@code x_t} adds to all gates
     */
    private Sentinel step(NDArray input, LstmCell before, Mode mode) {
        NDArray sums = input.add(fromHidden.apply(before.hidden(), mode));
        NDList gates = sums.split(new long[] {4L * width}, 1);
        LstmCell after = before.next(gates.get(0));
        return new Sentinel(after, Activation.sigmoid(gates.get(1)).mul(after.cell().tanh()));
    }

    /** (images, n, vocabulary) and {@code alpha} (images, n, cells). */
    private record Attended(NDArray logits, NDArray weights) {}

    /**
     * Attention to cells and sentinel, and the logits.
     *
     * @param hidden (images, n, width), as {@code sentinel}
     */
    private Attended attend(ImageMemory memory, NDArray hidden, NDArray sentinel, Mode mode) {
        NDArray cells = memory.get(CELLS);
        NDArray query = attentionQuery.apply(hidden, mode);
        NDArray ofCells = attention.scores(memory.get(KEYS), query);
        NDArray ofSentinel = attention.scores(sentinelKey.apply(sentinel, mode).add(query));
        NDList weights =
                ofCells.concat(ofSentinel, -1).softmax(-1).split(new long[] {shape().cells()}, 2);
        NDArray alpha = weights.get(0);
        NDArray context = alpha.matMul(cells).add(weights.get(1).mul(sentinel));
        NDArray joined = output.apply(dropout.apply(hidden, mode).add(context), mode);
        return new Attended(embedding.logits(dropout.apply(joined, mode), mode), alpha);
    }
}

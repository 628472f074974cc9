package org.captioner.decoder.topdown;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
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
 * Top-down attention: one LSTM decides where to attend, another generates the words (<a
 * href="https://arxiv.org/abs/1707.07998">Anderson et al. 2018</a>), here over the cells of a grid
 * instead of detected regions.
 *
 * <p>With cells {@code v_i} and their mean {@code v}, word vector {@code w_t}, and hidden states
 * {@code h1}, {@code h2} that are 0 at the start:
 *
 * <pre>
 *   h1_t = LSTM_attention([h2_{t-1}; v; w_t], h1_{t-1})
 *   a_i  = u . tanh(W_v v_i + W_h h1_t),  alpha = softmax(a)
 *   z_t  = sum_i alpha_i v_i
 *   h2_t = LSTM_language([z_t; h1_t], h2_{t-1})
 *   p    = softmax(E W_p h2_t)
 * </pre>
 *
 * <p>The paper's output matrix is the product of tied word vectors {@code E} and {@code W_p} here.
 */
final class TopDownDecoder extends NetworkDecoder<GridProjection> {
    private static final int CELLS = 0;
    private static final int KEYS = 1;
    private static final int IMAGE_GATES = 2;

    private final int width;
    private final Linear fromWord;
    private final Linear fromImage;
    private final Linear fromHidden;
    private final Linear attentionKey;
    private final Linear attentionQuery;
    private final AdditiveAttention attention;
    private final Linear language;
    private final Linear output;

    TopDownDecoder(DecoderShape shape, TopDownOptions options, NDManager manager, Compute compute) {
        super(shape, options, manager, compute, GridProjection::create);
        width = options.width();
        int attentionWidth = options.attentionWidth();
        fromWord = linear("attention.lstm.word", width, 4L * width);
        fromImage = linear("attention.lstm.image", width, 4L * width);
        fromHidden = linear("attention.lstm.hidden", 2L * width, 4L * width);
        attentionKey = linear("attention.key", width, attentionWidth);
        attentionQuery = linear("attention.query", width, attentionWidth);
        attention = AdditiveAttention.create(parameters, "attention.score", attentionWidth);
        language = linear("language.lstm", 3L * width, 4L * width);
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
        LstmCell zeros = LstmCell.zeros(words, images.size(), width);
        State state = new State(zeros, zeros);
        NDList hidden = new NDList();
        NDList attended = new NDList();
        for (NDArray input : TimeSteps.unbind(inputs)) {
            Attended step = step(ofCaptions, input, state, mode);
            state = step.state();
            hidden.add(state.language().hidden());
            attended.add(step.weights());
        }
        return new DecoderOutput(
                logits(TimeSteps.stack(hidden), mode),
                Optional.of(TimeSteps.stack(attended)),
                UnaryOperator.identity());
    }

    @Override
    protected CachedState initialState(ImageMemory memory, int beams) {
        LstmCell zeros = LstmCell.zeros(memory.get(CELLS), (long) memory.images() * beams, width);
        return new CachedState(memory, new State(zeros, zeros).arrays(), 0, beams);
    }

    @Override
    protected Step step(CachedState state, NDArray words) {
        ImageMemory memory = state.memory();
        NDArray wordGates =
                fromWord.apply(embedding.embed(words), Mode.INFERENCE)
                        .reshape(memory.images(), state.beams(), 4L * width);
        NDArray inputs = wordGates.add(memory.get(IMAGE_GATES).expandDims(1));
        Attended after =
                step(
                        memory,
                        inputs.reshape(-1, 4L * width),
                        State.of(state.cache()),
                        Mode.INFERENCE);
        return new Step(
                logits(after.state().language().hidden(), Mode.INFERENCE),
                Optional.of(after.weights()),
                state.next(after.state().arrays()));
    }

    /** The states of both LSTMs. */
    private record State(LstmCell attention, LstmCell language) {
        static State of(NDList arrays) {
            return new State(
                    new LstmCell(arrays.get(0), arrays.get(1)),
                    new LstmCell(arrays.get(2), arrays.get(3)));
        }

        NDList arrays() {
            return new NDList(
                    attention.hidden(), attention.cell(), language.hidden(), language.cell());
        }
    }

    /** The states after a step and {@code alpha} (rows, cells). */
    private record Attended(State state, NDArray weights) {}

    /**
     * One step of both LSTMs.
     *
     * @param input (rows, 4 width): what {@code v} and {@code w_t} add to the gates of the first
     */
    private Attended step(ImageMemory memory, NDArray input, State before, Mode mode) {
        NDArray h2 = before.language().hidden();
        NDArray hidden = before.attention().hidden().concat(h2, 1);
        LstmCell first = before.attention().next(input.add(fromHidden.apply(hidden, mode)));
        NDArray h1 = first.hidden();
        NDArray query = attentionQuery.apply(h1, mode);
        NDArray alpha = attention.scores(memory.get(KEYS), query).softmax(-1);
        NDArray z = alpha.matMul(memory.get(CELLS)).reshape(-1, width);
        NDArray joined = NDArrays.concat(new NDList(z, h1, h2), 1);
        LstmCell second = before.language().next(language.apply(joined, mode));
        return new Attended(new State(first, second), alpha.reshape(-1, shape().cells()));
    }

    private NDArray logits(NDArray hidden, Mode mode) {
        NDArray joined = output.apply(dropout.apply(hidden, mode), mode);
        return embedding.logits(dropout.apply(joined, mode), mode);
    }
}

package org.captioner.decoder.lstm;

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
import org.captioner.decoder.network.Acceleration;
import org.captioner.decoder.network.Compute;
import org.captioner.decoder.network.DecoderShape;
import org.captioner.decoder.network.ImageMemory;
import org.captioner.decoder.network.Mode;

/**
 * An LSTM with soft attention after <a href="https://arxiv.org/abs/1502.03044">Xu et al. 2015</a>.
 *
 * <p>With cells {@code a_i}, hidden state {@code h}, word vector {@code E y}:
 *
 * <pre>
 *   h_0 = tanh(W_h0 mean(a)),  c_0 = tanh(W_c0 mean(a))
 *   e_i = v . tanh(W_a a_i + W_q h),  alpha = softmax(e)
 *   z   = sigmoid(W_beta h) * sum_i alpha_i a_i
 *   h, c = LSTM([E y; z], h, c)
 *   p   = softmax(E tanh(W_o [h; z]))
 * </pre>
 *
 * <p>Everything that multiplies {@code h} is one matrix product per step, and everything that
 * multiplies word vectors is one per caption. Accelerated, {@link FusedLstm} takes the place of the
 * steps.
 */
final class LstmDecoder extends NetworkDecoder<GridProjection> {
    private static final int CELLS = 0;
    private static final int KEYS = 1;
    private static final int HIDDEN = 0;
    private static final int CELL_STATE = 1;

    private final int width;
    private final int attentionWidth;
    private final Linear initialHidden;
    private final Linear initialCell;
    private final Linear attentionKey;
    private final AdditiveAttention attention;
    private final Linear fromWord;
    private final Linear fromContext;
    private final Linear fromHidden;
    private final Linear output;
    private final Optional<FusedLstm> fused;

    LstmDecoder(DecoderShape shape, LstmOptions options, NDManager manager, Compute compute) {
        super(shape, options, manager, compute, GridProjection::create);
        width = options.width();
        attentionWidth = options.attentionWidth();
        initialHidden = linear("initial.hidden", width, width);
        initialCell = linear("initial.cell", width, width);
        attentionKey = linear("attention.key", width, attentionWidth);
        attention = AdditiveAttention.create(parameters, "attention.score", attentionWidth);
        fromWord = linear("lstm.word", width, 4L * width);
        fromContext = linear("lstm.context", width, 4L * width);
        // Gates, attention query and context gate, in this order.
        fromHidden = linear("lstm.hidden", width, 5L * width + attentionWidth);
        output = linear("output", 2L * width, width);
        fused =
                compute.acceleration() == Acceleration.FUSED
                        ? Optional.of(
                                new FusedLstm(options, parameters.arrays(), compute.precision()))
                        : Optional.empty();
    }

    /**
     * The hidden states of a caption's steps and what else comes of them.
     *
     * @param hidden {@code h}, (captions, steps, width)
     * @param contexts {@code z}, (captions, steps, width)
     * @param attention {@code alpha}, (captions, steps, cells)
     * @param backward as in {@link DecoderOutput}
     */
    record Unrolled(
            NDArray hidden, NDArray contexts, NDArray attention, UnaryOperator<NDArray> backward) {}

    @Override
    public ImageMemory encodeMemory(NDArray grids, Mode mode) {
        NDArray cells = projection.apply(grids, mode);
        return new ImageMemory(new NDList(cells, attentionKey.apply(cells, mode)));
    }

    @Override
    public DecoderOutput forward(ImageMemory memory, NDArray images, NDArray words, Mode mode) {
        ImageMemory ofCaptions = memory.rows(images);
        NDArray wordGates = fromWord.apply(dropout.apply(embedding.embed(words), mode), mode);
        LstmCell start = start(ofCaptions, mode);
        NDArray cells = ofCaptions.get(CELLS);
        NDArray keys = ofCaptions.get(KEYS);
        Unrolled steps =
                fused.isPresent()
                        ? fused.get().unroll(cells, keys, wordGates, start, mode)
                        : unroll(cells, keys, wordGates, start, mode);
        return new DecoderOutput(
                logits(steps.hidden(), steps.contexts(), mode),
                Optional.of(steps.attention()),
                steps.backward());
    }

    private Unrolled unroll(
            NDArray cells, NDArray keys, NDArray wordGates, LstmCell start, Mode mode) {
        NDList hidden = new NDList();
        NDList contexts = new NDList();
        NDList attended = new NDList();
        LstmCell state = start;
        for (NDArray gates : TimeSteps.unbind(wordGates)) {
            Attended step = step(cells, keys, gates, state, mode);
            state = step.state();
            hidden.add(state.hidden());
            contexts.add(step.context());
            attended.add(step.weights());
        }
        return new Unrolled(
                TimeSteps.stack(hidden),
                TimeSteps.stack(contexts),
                TimeSteps.stack(attended),
                UnaryOperator.identity());
    }

    /** The state after a step, {@code z} (rows, width) and {@code alpha} (rows, cells). */
    private record Attended(LstmCell state, NDArray context, NDArray weights) {}

    /**
     * One step of the definition.
     *
     * @param cells (images, cells, width)
     * @param keys (images, cells, attention)
     * @param wordGates (rows, 4 width), rows image by image
     */
    private Attended step(
            NDArray cells, NDArray keys, NDArray wordGates, LstmCell before, Mode mode) {
        long[] parts = {4L * width, 4L * width + attentionWidth};
        NDList ofHidden = fromHidden.apply(before.hidden(), mode).split(parts, 1);
        NDArray alpha = attention.scores(keys, ofHidden.get(1)).softmax(-1);
        NDArray attended = alpha.matMul(cells).reshape(-1, width);
        NDArray z = Activation.sigmoid(ofHidden.get(2)).mul(attended);
        NDArray sums = wordGates.add(ofHidden.get(0)).add(fromContext.apply(z, mode));
        return new Attended(before.next(sums), z, alpha.reshape(-1, shape().cells()));
    }

    @Override
    protected CachedState initialState(ImageMemory memory, int beams) {
        LstmCell start = start(memory, Mode.INFERENCE).repeat(beams);
        NDArray keys = memory.get(KEYS);
        NDArray ready = fused.isPresent() ? FusedStep.prepared(keys) : keys;
        return new CachedState(
                new ImageMemory(new NDList(memory.get(CELLS), ready)),
                new NDList(start.hidden(), start.cell()),
                0,
                beams);
    }

    @Override
    protected Step step(CachedState state, NDArray words) {
        NDArray cells = state.memory().get(CELLS);
        NDArray keys = state.memory().get(KEYS);
        LstmCell before = new LstmCell(state.cache().get(HIDDEN), state.cache().get(CELL_STATE));
        if (fused.isPresent()) {
            FusedStep.Result after = fused.get().step(cells, keys, before, words);
            return new Step(
                    after.logits(),
                    Optional.of(after.attention()),
                    state.next(new NDList(after.hidden(), after.cellState())));
        }
        NDArray wordGates = fromWord.apply(embedding.embed(words), Mode.INFERENCE);
        Attended after = step(cells, keys, wordGates, before, Mode.INFERENCE);
        LstmCell cell = after.state();
        return new Step(
                logits(cell.hidden(), after.context(), Mode.INFERENCE),
                Optional.of(after.weights()),
                state.next(new NDList(cell.hidden(), cell.cell())));
    }

    private LstmCell start(ImageMemory memory, Mode mode) {
        NDArray mean = memory.get(CELLS).mean(new int[] {1});
        return new LstmCell(
                initialHidden.apply(mean, mode).tanh(), initialCell.apply(mean, mode).tanh());
    }

    private NDArray logits(NDArray hidden, NDArray context, Mode mode) {
        NDArray joined = dropout.apply(hidden, mode).concat(context, -1);
        return embedding.logits(dropout.apply(output.apply(joined, mode).tanh(), mode), mode);
    }

    @Override
    public void freeze() {
        fused.ifPresent(FusedLstm::freeze);
    }

    @Override
    public void close() {
        super.close();
        fused.ifPresent(FusedLstm::close);
    }
}

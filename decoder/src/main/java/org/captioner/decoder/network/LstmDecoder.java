package org.captioner.decoder.network;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;

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
 * multiplies word vectors is one per caption. {@link Recurrence} takes the steps of known captions,
 * {@link LstmStep} one step of a search.
 */
final class LstmDecoder extends GridDecoder {
    private static final int CELLS = 0;
    private static final int KEYS = 1;
    private static final int HIDDEN = 0;
    private static final int CELL_STATE = 1;

    private final Linear initialHidden;
    private final Linear initialCell;
    private final Linear attentionKey;
    private final NDArray attentionScore;
    private final Linear fromWord;
    private final Linear fromContext;
    private final Linear fromHidden;
    private final Linear output;
    private final LstmStep inference;
    private final Recurrence recurrence;

    LstmDecoder(DecoderShape shape, LstmOptions options, NDManager manager, Precision precision) {
        super(shape, options, manager, precision);
        int width = options.width();
        int attention = options.attentionWidth();
        initialHidden = Linear.create(parameters, products, "initial.hidden", width, width);
        initialCell = Linear.create(parameters, products, "initial.cell", width, width);
        attentionKey = Linear.create(parameters, products, "attention.key", width, attention);
        attentionScore =
                parameters.uniform("attention.score", 1 / Math.sqrt(attention), attention, 1);
        fromWord = Linear.create(parameters, products, "lstm.word", width, 4L * width);
        fromContext = Linear.create(parameters, products, "lstm.context", width, 4L * width);
        // Gates, attention query and context gate, in this order.
        fromHidden =
                Linear.create(parameters, products, "lstm.hidden", width, 5L * width + attention);
        output = Linear.create(parameters, products, "output", 2L * width, width);
        inference = new LstmStep(options, parameters.arrays());
        recurrence = new Recurrence(precision);
    }

    @Override
    public ImageMemory encodeMemory(NDArray grids, Mode mode) {
        NDArray cells = projection.apply(grids, mode);
        return new ImageMemory(new NDList(cells, attentionKey.apply(cells, mode)));
    }

    @Override
    public DecoderOutput forward(ImageMemory memory, NDArray images, NDArray words, Mode mode) {
        ImageMemory seen = memory.rows(images);
        NDArray wordGates = fromWord.apply(dropout.apply(embedding.embed(words), mode), mode);
        State start = start(seen, mode);
        Recurrence.Unrolled steps =
                recurrence.run(
                        new Recurrence.Inputs(
                                seen.get(CELLS),
                                seen.get(KEYS),
                                wordGates,
                                start.hidden,
                                start.cellState),
                        new Recurrence.Weights(fromHidden, fromContext, attentionScore),
                        mode);
        NDArray logits = logits(steps.hidden(), steps.contexts(), mode);
        return new DecoderOutput(logits, steps.attention(), steps::differentiable);
    }

    @Override
    public DecoderState initialState(ImageMemory memory, int beams) {
        State start = start(memory, Mode.INFERENCE);
        NDList cache = new NDList(start.hidden.repeat(0, beams), start.cellState.repeat(0, beams));
        NDArray keys = memory.get(KEYS);
        NDList seen = new NDList(memory.get(CELLS), keys.add(keys));
        return new DecoderState(new ImageMemory(seen), cache, 0, beams);
    }

    @Override
    public Step step(DecoderState state, NDArray words) {
        ImageMemory memory = state.memory();
        NDList cache = state.cache();
        LstmStep.Result after =
                inference.apply(
                        memory.get(CELLS),
                        memory.get(KEYS),
                        cache.get(HIDDEN),
                        cache.get(CELL_STATE),
                        words);
        return new Step(
                after.logits(),
                after.attention(),
                new DecoderState(
                        memory,
                        new NDList(after.hidden(), after.cellState()),
                        state.position() + 1,
                        state.beams()));
    }

    @Override
    public void freeze() {
        inference.pack();
    }

    private State start(ImageMemory memory, Mode mode) {
        NDArray mean = memory.get(CELLS).mean(new int[] {1});
        return new State(
                initialHidden.apply(mean, mode).tanh(), initialCell.apply(mean, mode).tanh());
    }

    private NDArray logits(NDArray hidden, NDArray context, Mode mode) {
        NDArray joined = dropout.apply(hidden, mode).concat(context, -1);
        return embedding.logits(dropout.apply(output.apply(joined, mode).tanh(), mode), mode);
    }

    @Override
    public void close() {
        super.close();
        inference.close();
        recurrence.close();
    }

    /** What a caption starts from, (rows, width) each. */
    private record State(NDArray hidden, NDArray cellState) {}
}

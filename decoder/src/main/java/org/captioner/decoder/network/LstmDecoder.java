package org.captioner.decoder.network;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.nn.Activation;

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
 * multiplies word vectors is one per caption.
 */
final class LstmDecoder extends GridDecoder {
    private static final int CELLS = 0;
    private static final int KEYS = 1;
    private static final int HIDDEN = 0;
    private static final int CELL_STATE = 1;

    private final LstmOptions options;
    private final Dense initialHidden;
    private final Dense initialCell;
    private final Dense attentionKey;
    private final NDArray attentionScore;
    private final Dense fromWord;
    private final Dense fromContext;
    private final Dense fromHidden;
    private final Dense output;
    private final LstmStep inference;

    LstmDecoder(DecoderShape shape, LstmOptions options, NDManager manager, Precision precision) {
        super(shape, options, manager, precision);
        this.options = options;
        int width = options.width();
        int attention = options.attentionWidth();
        initialHidden = Dense.create(parameters, products, "initial.hidden", width, width);
        initialCell = Dense.create(parameters, products, "initial.cell", width, width);
        attentionKey = Dense.create(parameters, products, "attention.key", width, attention);
        attentionScore =
                parameters.uniform("attention.score", 1 / Math.sqrt(attention), attention, 1);
        fromWord = Dense.create(parameters, products, "lstm.word", width, 4L * width);
        fromContext = Dense.create(parameters, products, "lstm.context", width, 4L * width);
        // Gates, attention query and context gate, in this order.
        fromHidden =
                Dense.create(parameters, products, "lstm.hidden", width, 5L * width + attention);
        output = Dense.create(parameters, products, "output", 2L * width, width);
        inference = new LstmStep(options, parameters.arrays());
    }

    @Override
    public ImageMemory lookAt(NDArray grids, Mode mode) {
        NDArray cells = projection.apply(grids, mode);
        return new ImageMemory(new NDList(cells, attentionKey.apply(cells, mode)));
    }

    @Override
    public Decoded teach(ImageMemory memory, NDArray images, NDArray words, Mode mode) {
        ImageMemory seen = memory.rows(images);
        NDArray wordGates = fromWord.apply(dropout.apply(embedding.embed(words), mode), mode);
        int steps = Math.toIntExact(words.getShape().get(1));
        NDList hidden = new NDList(steps);
        NDList contexts = new NDList(steps);
        NDList attention = new NDList(steps);
        Recurrence state = start(seen, mode);
        for (int step = 0; step < steps; step++) {
            state = recur(seen, state, wordGates.get(new NDIndex(":,{}", step)), 1, mode);
            hidden.add(state.hidden);
            contexts.add(state.context);
            attention.add(state.attention);
        }
        NDArray logits = logits(NDArrays.stack(hidden, 1), NDArrays.stack(contexts, 1), mode);
        return new Decoded(logits, NDArrays.stack(attention, 1));
    }

    @Override
    public DecoderState begin(ImageMemory memory, int beams) {
        Recurrence start = start(memory, Mode.INFERENCE);
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
    public void sharpen(double factor) {
        // Word vectors are read as well as written: what reads them undoes the change.
        embedding.weight().muli(factor);
        embedding.bias().muli(factor);
        fromWord.weight().divi(factor);
    }

    private Recurrence start(ImageMemory memory, Mode mode) {
        NDArray mean = memory.get(CELLS).mean(new int[] {1});
        return new Recurrence(
                initialHidden.apply(mean, mode).tanh(),
                initialCell.apply(mean, mode).tanh(),
                null,
                null);
    }

    /** One step of {@code images * beams} rows; {@code wordGates} is (rows, 4 width). */
    private Recurrence recur(
            ImageMemory memory, Recurrence before, NDArray wordGates, int beams, Mode mode) {
        int width = options.width();
        NDList fromState =
                fromHidden
                        .apply(before.hidden, mode)
                        .split(new long[] {4L * width, 4L * width + options.attentionWidth()}, 1);
        NDArray attention = attend(memory, fromState.get(1), beams);
        NDArray context =
                overImages(attention, memory, beams)
                        .matMul(memory.get(CELLS))
                        .reshape(-1, width)
                        .mul(Activation.sigmoid(fromState.get(2)));
        NDList gates =
                wordGates.add(fromState.get(0)).add(fromContext.apply(context, mode)).split(4, 1);
        NDArray input = Activation.sigmoid(gates.get(0));
        NDArray forget = Activation.sigmoid(gates.get(1));
        NDArray candidate = gates.get(2).tanh();
        NDArray exposed = Activation.sigmoid(gates.get(3));
        NDArray cellState = forget.mul(before.cellState).add(input.mul(candidate));
        return new Recurrence(exposed.mul(cellState.tanh()), cellState, context, attention);
    }

    /** Query (rows, attention) to weights over cells (rows, cells). */
    private NDArray attend(ImageMemory memory, NDArray query, int beams) {
        NDArray keys = memory.get(KEYS).expandDims(1);
        NDArray queries = overImages(query, memory, beams).expandDims(2);
        return keys.add(queries)
                .tanh()
                .matMul(attentionScore)
                .reshape(-1, shape().cells())
                .softmax(-1);
    }

    /** (rows, n) to (images, beams, n): every beam looks at its own image. */
    private static NDArray overImages(NDArray rows, ImageMemory memory, int beams) {
        return rows.reshape(memory.images(), beams, rows.getShape().get(1));
    }

    @Override
    public void close() {
        super.close();
        inference.close();
    }

    private NDArray logits(NDArray hidden, NDArray context, Mode mode) {
        NDArray joined = dropout.apply(hidden, mode).concat(context, -1);
        return embedding.logits(dropout.apply(output.apply(joined, mode).tanh(), mode), mode);
    }

    /** The state after a word; context and attention are absent before the first. */
    private record Recurrence(
            NDArray hidden, NDArray cellState, NDArray context, NDArray attention) {}
}

package org.captioner.decoder.lstm;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDScope;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.captioner.encoder.torchscript.InferenceModule;

/**
 * The decoding step of {@link LstmDecoder} in one call of the tensor engine, without gradients.
 *
 * <p>Where the definition has {@code tanh x}, this computes {@code 2 sigmoid(2x) - 1}, which the
 * engine does several times faster. Attention leaves the {@code -1} out, for it adds the same to
 * the scores of all cells, and expects keys that are doubled already.
 */
final class FusedStep implements AutoCloseable {
    private static final String STEP = "step";
    private static final String PACK = "pack_weights";
    private static final String STEP_PACKED = "step_packed";

    /** In the order in which the method numbers them. */
    private static final List<String> WEIGHTS =
            List.of(
                    "words.weight",
                    "words.bias",
                    "lstm.word.weight",
                    "lstm.word.bias",
                    "lstm.hidden.weight",
                    "lstm.hidden.bias",
                    "lstm.context.weight",
                    "lstm.context.bias",
                    "output.weight",
                    "output.bias",
                    "attention.score",
                    "words.weight");

    /** Rows are {@code images * beams}; {@code W} and {@code A} stand for the two widths. */
    private static final String METHODS =
            """
              def tanh(self: __torch__.Written,
                x: Tensor) -> Tensor:
                return torch.sub_(torch.mul_(torch.sigmoid_(torch.mul(x, 2.)), 2.), 1.)
              def recur(self: __torch__.Written,
                w: List[Tensor],
                y: Tensor,
                cells: Tensor,
                keys: Tensor,
                hidden: Tensor,
                state: Tensor) -> List[Tensor]:
                n = torch.size(cells, 0)
                m = torch.size(cells, 1)
                f = (self).linear(hidden, w[4], w[5], )
                q = torch.view(torch.mul(torch.narrow(f, 1, {4W}, {A}), 2.), [n, -1, 1, {A}])
                e = torch.sigmoid_(torch.add(torch.unsqueeze(keys, 1), q))
                s = torch.view(torch.matmul(e, torch.mul(w[10], 2.)), [n, -1, m])
                a = torch.softmax(s, -1)
                b = torch.view(torch.bmm(a, cells), [-1, {W}])
                z = torch.mul_(b, torch.sigmoid(torch.narrow(f, 1, {4W+A}, {W})))
                g = torch.add_(y, torch.narrow(f, 1, 0, {4W}))
                g0 = torch.add_(g, (self).linear(z, w[6], w[7], ))
                i = torch.sigmoid(torch.narrow(g0, 1, 0, {W}))
                k = torch.sigmoid(torch.narrow(g0, 1, {W}, {W}))
                d = (self).tanh(torch.narrow(g0, 1, {2W}, {W}), )
                o = torch.sigmoid(torch.narrow(g0, 1, {3W}, {W}))
                c = torch.add_(torch.mul_(k, state), torch.mul_(i, d))
                h = torch.mul_(o, (self).tanh(c, ))
                r = (self).tanh((self).linear(torch.cat([h, z], 1), w[8], w[9], ), )
                p = (self).linear(r, w[11], w[1], )
                return [p, torch.view(a, [-1, m]), h, c]
              def step(self: __torch__.Written,
                w: List[Tensor],
                cells: Tensor,
                keys: Tensor,
                hidden: Tensor,
                state: Tensor,
                words: Tensor) -> List[Tensor]:
                y = (self).linear(torch.embedding(w[0], words), w[2], w[3], )
                return (self).recur(w, y, cells, keys, hidden, state, )
              def pack_weights(self: __torch__.Written,
                w: List[Tensor],
                words: Tensor) -> List[Tensor]:
                t = (self).linear(words, w[2], w[3], )
                a = [w[0], w[1], t, w[3], (self).packed(w[4], ), w[5]]
                b = [(self).packed(w[6], ), w[7], (self).packed(w[8], ), w[9]]
                c = [w[10], (self).packed(w[11], )]
                return torch.add(torch.add(a, b), c)
              def step_packed(self: __torch__.Written,
                w: List[Tensor],
                cells: Tensor,
                keys: Tensor,
                hidden: Tensor,
                state: Tensor,
                words: Tensor) -> List[Tensor]:
                y = torch.embedding(w[2], words)
                return (self).recur(w, y, cells, keys, hidden, state, )
            """;

    private final InferenceModule module;
    private NDList weights = new NDList(WEIGHTS.size());
    private String method = STEP;

    /**
     * @param parameters of the decoder, read anew in each step until {@link #pack}
     */
    FusedStep(LstmOptions options, Map<String, NDArray> parameters) {
        WEIGHTS.forEach(name -> weights.add(parameters.get(name)));
        module = InferenceModule.compile(text(options.width(), options.attentionWidth()));
    }

    private static String text(int width, int attention) {
        String text = METHODS;
        for (int factor = 2; factor <= 4; factor++) {
            text = text.replace("{" + factor + "W}", number(factor * width));
        }
        return text.replace("{4W+A}", number(4 * width + attention))
                .replace("{W}", number(width))
                .replace("{A}", number(attention));
    }

    private static String number(int value) {
        return String.format(Locale.ROOT, "%d", value);
    }

    /**
     * Copies the weights into the layout that products are fastest with, and multiplies those of
     * word vectors and gates beforehand: steps no longer see changes of the parameters.
     */
    void pack() {
        NDList packed = module.call(PACK, weights, weights.get(0));
        NDScope.unregister(packed);
        weights = packed;
        method = STEP_PACKED;
    }

    /** The keys that steps expect: twice the attention keys. */
    static NDArray prepared(NDArray keys) {
        return keys.add(keys);
    }

    /**
     * One step.
     *
     * @param cells (images, cells, width)
     * @param keys (images, cells, attention), of {@link #prepared}
     * @param hidden (rows, width)
     * @param cellState (rows, width)
     * @param words (rows) int64
     */
    Result apply(NDArray cells, NDArray keys, NDArray hidden, NDArray cellState, NDArray words) {
        NDList results = module.call(method, weights, cells, keys, hidden, cellState, words);
        return new Result(results.get(0), results.get(1), results.get(2), results.get(3));
    }

    /** (rows, vocabulary), (rows, cells), (rows, width) and (rows, width). */
    record Result(NDArray logits, NDArray attention, NDArray hidden, NDArray cellState) {}

    @Override
    public void close() {
        module.close();
    }
}

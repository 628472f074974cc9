package org.captioner.decoder.layer;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;

/**
 * The cell of an LSTM (Hochreiter and Schmidhuber 1997, with the forget gate of Gers et al. 2000):
 *
 * <pre>
 *   i, f, o = sigmoid(a_i), sigmoid(a_f), sigmoid(a_o),  g = tanh(a_g)
 *   c_t = f c_{t-1} + i g,  h_t = o tanh(c_t)
 * </pre>
 *
 * @param hidden {@code h}, (rows, width)
 * @param cell {@code c}, (rows, width)
 */
public record LstmCell(NDArray hidden, NDArray cell) {
    /** Zeros, in the memory of {@code like}. */
    public static LstmCell zeros(NDArray like, long rows, long width) {
        NDArray zeros = like.getManager().zeros(new Shape(rows, width));
        return new LstmCell(zeros, zeros);
    }

    /**
     * One step.
     *
     * @param sums (rows, 4 width): {@code a_i, a_f, a_g, a_o}, what inputs and the hidden state add
     *     up to
     */
    public LstmCell next(NDArray sums) {
        NDList gates = sums.split(4, 1);
        NDArray input = Activation.sigmoid(gates.get(0));
        NDArray forget = Activation.sigmoid(gates.get(1));
        NDArray candidate = gates.get(2).tanh();
        NDArray output = Activation.sigmoid(gates.get(3));
        NDArray next = forget.mul(cell).add(input.mul(candidate));
        return new LstmCell(output.mul(next.tanh()), next);
    }

    /** Every row as often as there are beams, side by side. */
    public LstmCell repeat(int beams) {
        return new LstmCell(hidden.repeat(0, beams), cell.repeat(0, beams));
    }
}

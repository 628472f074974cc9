package org.captioner.decoder.layer;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import ai.djl.ndarray.NDArray;
import java.util.List;
import java.util.function.Function;
import org.captioner.decoder.network.Acceleration;
import org.captioner.decoder.network.CaptionDecoder;
import org.captioner.decoder.network.Compute;
import org.captioner.decoder.network.DecoderExtension;
import org.captioner.decoder.network.DecoderOptions;
import org.captioner.decoder.network.DecoderShape;
import org.captioner.decoder.network.Mode;
import org.captioner.decoder.network.Precision;

/** Compares a decoder's definition with its paper's formulas in plain loops. */
public final class FormulaCheck {
    public static final DecoderShape SHAPE = new DecoderShape(2, 2, 6, 12, 6);

    private static final int[] WORDS = {1, 5, 9, 4};

    /**
     * The result of a step: logits, and attention of the grid's cells, none where there is none.
     */
    public static final class Expected {
        private final double[] logits;
        private final double[] attention;

        public Expected(double[] logits, double[] attention) {
            this.logits = logits;
            this.attention = attention;
        }
    }

    /** Reads one word and gives the step's result. */
    @FunctionalInterface
    public interface Formula {
        Expected step(int word);
    }

    private FormulaCheck() {}

    /**
     * Runs both over a caption.
     *
     * @param formula from the plain network and a grid (cells, channels), before the first word
     */
    public static void run(
            DecoderExtension tensors, DecoderOptions options, Function<Start, Formula> formula) {
        CaptionDecoder decoder =
                tensors.decoder(options, SHAPE, new Compute(Precision.FLOAT32, Acceleration.NONE));
        // Word vectors and biases that matter from the start.
        decoder.parameters()
                .arrays()
                .forEach(
                        (name, array) ->
                                array.addi(
                                        tensors.manager()
                                                .randomNormal(
                                                        0f,
                                                        0.3f,
                                                        array.getShape(),
                                                        array.getDataType())));
        NDArray grids = tensors.grids(SHAPE, 1);
        CaptionDecoder.DecoderOutput output =
                decoder.forward(
                        decoder.encodeMemory(grids, Mode.TRAINING),
                        tensors.manager().create(new long[] {0}),
                        tensors.words(new long[] {1, 5, 9, 4}),
                        Mode.TRAINING);
        List<double[]> logits = PlainNetwork.rows(output.logits().squeeze(0));
        Formula plain = formula.apply(new Start(new PlainNetwork(decoder), grids.squeeze(0)));
        for (int step = 0; step < WORDS.length; step++) {
            Expected expected = plain.step(WORDS[step]);
            assertArrayEquals(expected.logits, logits.get(step), 1e-4);
            if (output.attention().isPresent()) {
                NDArray attention = output.attention().get().squeeze(0);
                assertArrayEquals(expected.attention, PlainNetwork.rows(attention).get(step), 1e-5);
            }
        }
    }

    /** What a formula starts from. */
    public record Start(PlainNetwork network, NDArray grid) {}
}

package org.captioner.decoder.adaptive;

import static org.captioner.decoder.layer.PlainNetwork.sigmoid;
import static org.junit.jupiter.api.Assertions.assertEquals;

import ai.djl.ndarray.NDList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.captioner.decoder.layer.FormulaCheck;
import org.captioner.decoder.layer.PlainNetwork;
import org.captioner.decoder.network.CaptionDecoder;
import org.captioner.decoder.network.DecoderExtension;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class AdaptiveDecoderTest {
    private static final int WIDTH = 8;

    @RegisterExtension final DecoderExtension tensors = DecoderExtension.seeded(5);

    @Test
    void theDefinitionFollowsLu() {
        FormulaCheck.run(tensors, new AdaptiveOptions(WIDTH, 5, 0), Lu::new);
    }

    @Test
    void theSentinelTakesItsShareOfTheAttention() {
        CaptionDecoder decoder =
                tensors.decoder(new AdaptiveOptions(WIDTH, 5, 0), FormulaCheck.SHAPE);
        // All scores equal: the sentinel is one of five.
        decoder.parameters().arrays().get("attention.score").muli(0);
        float[] weights =
                decoder.step(
                                decoder.initialState(
                                        new NDList(tensors.grids(FormulaCheck.SHAPE, 1)), 1),
                                tensors.manager().create(new long[] {1}))
                        .attention()
                        .orElseThrow()
                        .toFloatArray();
        assertEquals(4, weights.length);
        for (float weight : weights) {
            assertEquals(0.2, weight, 1e-6);
        }
    }

    private static final class Lu implements FormulaCheck.Formula {
        private final PlainNetwork net;
        private final List<double[]> cells;
        private final double[] ofImage;
        private PlainNetwork.State state = PlainNetwork.zeros(WIDTH);

        Lu(FormulaCheck.Start start) {
            net = start.network();
            cells = net.project(start.grid());
            ofImage = net.linear("lstm.image", PlainNetwork.mean(cells));
        }

        @Override
        public FormulaCheck.Expected step(int word) {
            double[] sums =
                    PlainNetwork.add(
                            net.linear("lstm.word", net.word(word, WIDTH)),
                            ofImage,
                            net.linear("lstm.hidden", state.hidden()));
            PlainNetwork.State after = PlainNetwork.lstm(sums, state);
            state = after;
            double[] sentinel =
                    IntStream.range(0, WIDTH)
                            .mapToDouble(
                                    i -> sigmoid(sums[4 * WIDTH + i]) * Math.tanh(after.cell()[i]))
                            .toArray();
            double[] query = net.linear("attention.query", after.hidden());
            double[] scores = scores(query);
            double[] alpha = PlainNetwork.softmax(scores);
            double ofSentinel = net.score(net.linear("attention.sentinel", sentinel), query);
            double[] all =
                    PlainNetwork.softmax(
                            DoubleStream.concat(Arrays.stream(scores), DoubleStream.of(ofSentinel))
                                    .toArray());
            double beta = all[cells.size()];
            // In the paper's own form: c^ = beta s + (1 - beta) sum_i alpha_i v_i.
            double[] context = PlainNetwork.weighted(alpha, cells);
            double[] mixed =
                    IntStream.range(0, WIDTH)
                            .mapToDouble(i -> beta * sentinel[i] + (1 - beta) * context[i])
                            .toArray();
            double[] logits =
                    net.logits(net.linear("output", PlainNetwork.add(mixed, after.hidden())));
            return new FormulaCheck.Expected(
                    logits, Arrays.stream(alpha).map(weight -> (1 - beta) * weight).toArray());
        }

        private double[] scores(double[] query) {
            return cells.stream()
                    .mapToDouble(v -> net.score(net.linear("attention.key", v), query))
                    .toArray();
        }
    }
}

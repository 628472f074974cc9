package org.captioner.decoder.lstm;

import static org.captioner.decoder.layer.PlainNetwork.joined;
import static org.captioner.decoder.layer.PlainNetwork.sigmoid;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.captioner.decoder.layer.FormulaCheck;
import org.captioner.decoder.layer.PlainNetwork;
import org.captioner.decoder.network.DecoderExtension;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class LstmDecoderTest {
    private static final int WIDTH = 8;
    private static final int ATTENTION = 5;

    @RegisterExtension final DecoderExtension tensors = DecoderExtension.seeded(5);

    @Test
    void theDefinitionFollowsXu() {
        FormulaCheck.run(tensors, new LstmOptions(WIDTH, ATTENTION, 0), Xu::new);
    }

    private static final class Xu implements FormulaCheck.Formula {
        private final PlainNetwork net;
        private final List<double[]> cells;
        private PlainNetwork.State state;

        Xu(FormulaCheck.Start start) {
            net = start.network();
            cells = net.project(start.grid());
            double[] mean = PlainNetwork.mean(cells);
            state =
                    new PlainNetwork.State(
                            tanh(net.linear("initial.hidden", mean)),
                            tanh(net.linear("initial.cell", mean)));
        }

        @Override
        public FormulaCheck.Expected step(int word) {
            double[] ofHidden = net.linear("lstm.hidden", state.hidden());
            double[] query = Arrays.copyOfRange(ofHidden, 4 * WIDTH, 4 * WIDTH + ATTENTION);
            double[] alpha =
                    PlainNetwork.softmax(
                            cells.stream()
                                    .mapToDouble(
                                            a -> net.score(net.linear("attention.key", a), query))
                                    .toArray());
            double[] context = PlainNetwork.weighted(alpha, cells);
            double[] z =
                    IntStream.range(0, WIDTH)
                            .mapToDouble(
                                    i -> sigmoid(ofHidden[4 * WIDTH + ATTENTION + i]) * context[i])
                            .toArray();
            double[] sums =
                    PlainNetwork.add(
                            net.linear("lstm.word", net.word(word, WIDTH)),
                            net.linear("lstm.context", z),
                            Arrays.copyOf(ofHidden, 4 * WIDTH));
            state = PlainNetwork.lstm(sums, state);
            double[] joined = tanh(net.linear("output", joined(state.hidden(), z)));
            return new FormulaCheck.Expected(net.logits(joined), alpha);
        }

        private static double[] tanh(double[] x) {
            return Arrays.stream(x).map(Math::tanh).toArray();
        }
    }
}

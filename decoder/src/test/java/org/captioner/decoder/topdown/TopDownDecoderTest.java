package org.captioner.decoder.topdown;

import static org.captioner.decoder.layer.PlainNetwork.joined;

import java.util.List;
import org.captioner.decoder.layer.FormulaCheck;
import org.captioner.decoder.layer.PlainNetwork;
import org.captioner.decoder.network.DecoderExtension;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class TopDownDecoderTest {
    private static final int WIDTH = 8;

    @RegisterExtension final DecoderExtension tensors = DecoderExtension.seeded(5);

    @Test
    void theDefinitionFollowsAnderson() {
        FormulaCheck.run(tensors, new TopDownOptions(WIDTH, 5, 0), Anderson::new);
    }

    private static final class Anderson implements FormulaCheck.Formula {
        private final PlainNetwork net;
        private final List<double[]> cells;
        private final double[] ofImage;
        private PlainNetwork.State attention = PlainNetwork.zeros(WIDTH);
        private PlainNetwork.State language = PlainNetwork.zeros(WIDTH);

        Anderson(FormulaCheck.Start start) {
            net = start.network();
            cells = net.project(start.grid());
            ofImage = net.linear("attention.lstm.image", PlainNetwork.mean(cells));
        }

        @Override
        public FormulaCheck.Expected step(int word) {
            double[] hidden = joined(attention.hidden(), language.hidden());
            attention =
                    PlainNetwork.lstm(
                            PlainNetwork.add(
                                    net.linear("attention.lstm.word", net.word(word, WIDTH)),
                                    ofImage,
                                    net.linear("attention.lstm.hidden", hidden)),
                            attention);
            double[] query = net.linear("attention.query", attention.hidden());
            double[] alpha =
                    PlainNetwork.softmax(
                            cells.stream()
                                    .mapToDouble(
                                            v -> net.score(net.linear("attention.key", v), query))
                                    .toArray());
            double[] z = PlainNetwork.weighted(alpha, cells);
            double[] input = joined(z, attention.hidden(), language.hidden());
            language = PlainNetwork.lstm(net.linear("language.lstm", input), language);
            return new FormulaCheck.Expected(
                    net.logits(net.linear("output", language.hidden())), alpha);
        }
    }
}

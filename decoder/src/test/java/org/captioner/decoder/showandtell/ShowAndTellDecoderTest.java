package org.captioner.decoder.showandtell;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import org.captioner.decoder.layer.FormulaCheck;
import org.captioner.decoder.layer.PlainNetwork;
import org.captioner.decoder.network.CaptionDecoder;
import org.captioner.decoder.network.DecoderExtension;
import org.captioner.decoder.network.IncrementalDecoder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class ShowAndTellDecoderTest {
    private static final int WIDTH = 8;

    @RegisterExtension final DecoderExtension tensors = DecoderExtension.seeded(5);

    @Test
    void theDefinitionFollowsVinyals() {
        FormulaCheck.run(tensors, new ShowAndTellOptions(WIDTH, 0), Vinyals::new);
    }

    @Test
    void onlyTheMeanOfTheGridMattersAndThereIsNoAttention() {
        CaptionDecoder decoder =
                tensors.decoder(new ShowAndTellOptions(WIDTH, 0), FormulaCheck.SHAPE);
        NDArray grids = tensors.grids(FormulaCheck.SHAPE, 1);
        NDArray moved = grids.get(":,1:").concat(grids.get(":,0:1"), 1);
        IncrementalDecoder.Step expected = firstStep(decoder, grids);
        IncrementalDecoder.Step actual = firstStep(decoder, moved);
        assertArrayEquals(expected.logits().toFloatArray(), actual.logits().toFloatArray(), 1e-5f);
        assertTrue(actual.attention().isEmpty());
    }

    private IncrementalDecoder.Step firstStep(CaptionDecoder decoder, NDArray grids) {
        return decoder.step(
                decoder.initialState(new NDList(grids), 1),
                tensors.manager().create(new long[] {1}));
    }

    private static final class Vinyals implements FormulaCheck.Formula {
        private final PlainNetwork net;
        private PlainNetwork.State state = PlainNetwork.zeros(WIDTH);

        Vinyals(FormulaCheck.Start start) {
            net = start.network();
            double[] pooled = PlainNetwork.mean(PlainNetwork.rows(start.grid()));
            read(net.linear("pooled.dense", net.normalise("pooled.norm", pooled)));
        }

        private void read(double[] input) {
            state =
                    PlainNetwork.lstm(
                            PlainNetwork.add(
                                    net.linear("lstm.input", input),
                                    net.linear("lstm.hidden", state.hidden())),
                            state);
        }

        @Override
        public FormulaCheck.Expected step(int word) {
            read(net.word(word, WIDTH));
            return new FormulaCheck.Expected(
                    net.logits(net.linear("output", state.hidden())), new double[0]);
        }
    }
}

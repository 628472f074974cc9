package org.captioner.decoder.training;

import ai.djl.ndarray.NDManager;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import org.captioner.encoder.feature.FeatureSource;

/** Teacher forcing: the captions that people wrote, all alike. */
final class HumanCaptions implements ExampleSource {
    @Override
    public Sentences of(
            List<BatchSampler.Example> batch,
            List<FeatureSource.View> views,
            long step,
            NDManager manager) {
        List<CaptionLoss.Sentence> sentences = new ArrayList<>();
        for (int row = 0; row < batch.size(); row++) {
            for (List<Integer> words : batch.get(row).captions()) {
                sentences.add(new CaptionLoss.Sentence(row, words, 1));
            }
        }
        return new Sentences(sentences, OptionalDouble.empty());
    }

    @Override
    public int perEpoch(BatchSampler plan) {
        return plan.captions();
    }
}

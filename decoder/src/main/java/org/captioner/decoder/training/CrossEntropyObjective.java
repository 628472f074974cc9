package org.captioner.decoder.training;

import ai.djl.ndarray.NDManager;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import org.captioner.encoder.feature.FeatureSource;

/** Teacher forcing: the reference captions, all with weight 1. */
final class CrossEntropyObjective implements TrainingObjective {
    @Override
    public Captions captions(
            List<BatchSampler.Example> batch,
            List<FeatureSource.View> views,
            long step,
            NDManager manager) {
        List<WeightedCaption> captions = new ArrayList<>();
        for (int row = 0; row < batch.size(); row++) {
            for (List<Integer> words : batch.get(row).captions()) {
                captions.add(new WeightedCaption(row, words, 1));
            }
        }
        return new Captions(captions, OptionalDouble.empty());
    }

    @Override
    public int captionsPerEpoch(BatchSampler sampler) {
        return sampler.captions();
    }
}

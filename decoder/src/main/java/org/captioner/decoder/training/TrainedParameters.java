package org.captioner.decoder.training;

import ai.djl.ndarray.NDArray;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.captioner.decoder.network.CaptionDecoder;
import org.captioner.encoder.feature.EncoderGroup;
import org.captioner.encoder.feature.FeatureSource;
import org.captioner.encoder.optimizer.ParameterGroup;

/**
 * The parameters of a run by their names in the bundle.
 *
 * @param decoder that is trained
 * @param source of features, which may have parameters of its own
 */
record TrainedParameters(CaptionDecoder decoder, FeatureSource source, TrainingOptions options) {
    /** The decoder and, in its group or in one of its own, an encoder that is trained along. */
    List<ParameterGroup> groups() {
        Optional<EncoderGroup> encoder = source.group();
        Map<String, NDArray> parameters = ofDecoder();
        if (encoder.isEmpty()) {
            parameters.putAll(source.parameters());
        }
        List<ParameterGroup> groups = new ArrayList<>();
        groups.add(
                new ParameterGroup(
                        "decoder", parameters, 1, options.weightDecay(), options.clipNorm()));
        encoder.ifPresent(
                group -> groups.add(group.of(source.parameters(), options.learningRate())));
        return groups;
    }

    /** All parameters that are trained, by name. */
    Map<String, NDArray> trained() {
        Map<String, NDArray> trained = ofDecoder();
        trained.putAll(source.parameters());
        return trained;
    }

    /** What a resume has to bring back, besides the optimiser's moments. */
    Map<String, NDArray> stored() {
        Map<String, NDArray> stored = ofDecoder();
        stored.putAll(source.state());
        return stored;
    }

    private Map<String, NDArray> ofDecoder() {
        Map<String, NDArray> weights = new LinkedHashMap<>();
        decoder.parameters()
                .arrays()
                .forEach((name, array) -> weights.put(CaptionTrainer.DECODER_PREFIX + name, array));
        return weights;
    }
}

package org.captioner.decoder.training;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;
import org.captioner.decoder.network.CaptionDecoder;
import org.captioner.decoder.network.DecoderOptions;
import org.captioner.decoder.network.DecoderShape;
import org.captioner.decoder.registry.DecoderRegistry;
import org.captioner.decoder.search.SearchOptions;
import org.captioner.encoder.feature.FeatureSource;
import org.captioner.encoder.tensor.TensorEngine;

/**
 * Everything that decides the weights that a training run ends with, on one machine with one
 * version of the engine. Checkpoints store it, a resume compares it, and the bundle prints it as
 * its provenance.
 *
 * @param training the recipe, the seed and the precision among it
 * @param datasetChecksum over image ids, splits and captions
 * @param encoder what features are computed by and from
 * @param vocabularyChecksum of the words
 * @param minimumCount how often a word had to occur; 0 where the vocabulary is the start's
 * @param shape what the decoder fits
 * @param decoder its kind and size
 * @param search the bundle's default search
 * @param devSearch how dev captions are searched for
 * @param threads of the tensor engine; sums are ordered by them
 * @param start the model that training started from; empty for fresh weights
 */
public record RunRecord(
        TrainingOptions training,
        String datasetChecksum,
        EncoderRecord encoder,
        String vocabularyChecksum,
        int minimumCount,
        DecoderShape shape,
        DecoderOptions decoder,
        SearchOptions search,
        SearchOptions devSearch,
        int threads,
        Optional<StartRecord> start) {
    private static final ObjectMapper JSON =
            new ObjectMapper().registerModule(DecoderRegistry.jsonModule());

    /**
     * A model that training started from.
     *
     * @param weights SHA-256 of its file of weights
     * @param run its own record, as its bundle prints it
     */
    public record StartRecord(String weights, JsonNode run) {}

    /**
     * The record of a run on features without an encoder, as benchmarks and tests make them.
     *
     * @param views of an image that training shows
     */
    public static RunRecord synthetic(
            TrainingOptions training,
            String datasetChecksum,
            CaptionDecoder decoder,
            FeatureSource.Views views) {
        SearchOptions greedy = SearchOptions.greedy(decoder.shape().maximumLength());
        return new RunRecord(
                training,
                datasetChecksum,
                new EncoderRecord(views, JSON.createObjectNode()),
                "",
                1,
                decoder.shape(),
                decoder.options(),
                greedy,
                greedy,
                TensorEngine.threads(),
                Optional.empty());
    }

    /** The record as JSON; equal records give equal text in every process. */
    public ObjectNode json() {
        ObjectNode json = JSON.createObjectNode();
        json.set("training", JSON.<JsonNode>valueToTree(training));
        json.put("datasetChecksum", datasetChecksum);
        json.set("encoder", encoder.members());
        json.put("views", encoder.views().name());
        json.put("vocabularyChecksum", vocabularyChecksum);
        json.put("minimumCount", minimumCount);
        json.set("decoderShape", JSON.<JsonNode>valueToTree(shape));
        json.set("decoder", JSON.<JsonNode>valueToTree(decoder));
        json.set("search", JSON.<JsonNode>valueToTree(search));
        json.put("devSearch", devSearch.label());
        json.set("devSearchOptions", JSON.<JsonNode>valueToTree(devSearch));
        json.put("threads", threads);
        start.ifPresent(
                model -> {
                    json.put("startWeights", model.weights());
                    json.set("before", model.run());
                });
        return json;
    }
}

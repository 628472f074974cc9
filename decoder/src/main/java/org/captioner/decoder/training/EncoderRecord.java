package org.captioner.decoder.training;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.captioner.encoder.feature.FeatureSource;
import org.captioner.encoder.resnet.ResNetFeatures;
import org.captioner.encoder.transform.ImageTransform;

/**
 * What a run's features are computed by and from.
 *
 * @param views of a photo that training shows
 * @param members of the record by name
 */
public record EncoderRecord(FeatureSource.Views views, ObjectNode members) {
    private static final ObjectMapper JSON = new ObjectMapper();

    /**
     * The record of a residual network.
     *
     * @param fingerprint SHA-256 of structure and weights, before the first step
     * @param backend that computes the features, by its name; never one that stands for another
     * @param transform of photos before it
     * @param views of a photo that training shows
     */
    public static EncoderRecord of(
            String fingerprint,
            String backend,
            ResNetFeatures features,
            ImageTransform transform,
            FeatureSource.Views views) {
        ObjectNode members = JSON.createObjectNode();
        members.put("fingerprint", fingerprint);
        members.put("backend", backend);
        members.put("architecture", features.architecture().name());
        members.put("layer", features.layer().label());
        members.put("gridSide", features.gridSide());
        members.set("transform", JSON.<JsonNode>valueToTree(transform));
        return new EncoderRecord(views, members);
    }

    /** The same with one more member, such as augmentation, as JSON has it. */
    public EncoderRecord with(String name, Object value) {
        ObjectNode more = members.deepCopy();
        more.set(name, JSON.<JsonNode>valueToTree(value));
        return new EncoderRecord(views, more);
    }
}

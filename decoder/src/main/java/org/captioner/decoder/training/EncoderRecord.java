package org.captioner.decoder.training;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.SortedMap;
import java.util.function.Function;
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
     * The record of a residual network before the first step.
     *
     * @param transform of photos before it
     * @param values of its tensors, for the fingerprint
     * @param views of a photo that training shows
     * @param settings what else decides the features, by name: the back end that computes them, or
     *     what of the network is trained and how photos are augmented
     */
    public static EncoderRecord of(
            ResNetFeatures features,
            ImageTransform transform,
            Function<String, float[]> values,
            FeatureSource.Views views,
            SortedMap<String, String> settings) {
        ObjectNode members = JSON.createObjectNode();
        members.put("fingerprint", features.fingerprint(values));
        members.put("architecture", features.architecture().name());
        members.put("layer", features.layer().label());
        members.put("gridSide", features.gridSide());
        members.set("transform", JSON.<JsonNode>valueToTree(transform));
        settings.forEach(members::put);
        return new EncoderRecord(views, members);
    }

    /** The same with one more member, such as augmentation, as JSON has it. */
    public EncoderRecord with(String name, Object value) {
        ObjectNode more = members.deepCopy();
        more.set(name, JSON.<JsonNode>valueToTree(value));
        return new EncoderRecord(views, more);
    }
}

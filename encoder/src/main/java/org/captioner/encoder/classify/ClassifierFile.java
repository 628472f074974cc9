package org.captioner.encoder.classify;

import ai.djl.ndarray.NDArray;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.captioner.dataset.InputException;
import org.captioner.encoder.resnet.ResNetArchitecture;
import org.captioner.encoder.resnet.ResNetWeights;
import org.captioner.encoder.tensor.SafetensorsWriter;
import org.captioner.encoder.tensor.TensorType;
import org.captioner.encoder.transform.ImageTransform;

/** The metadata of a classifier's safetensors file: class names and transform. */
final class ClassifierFile {
    private static final String LABELS = "labels";
    private static final String TRANSFORM = "transform";
    private static final ObjectMapper JSON = new ObjectMapper();

    private ClassifierFile() {}

    static void write(
            Path file,
            ResNetArchitecture architecture,
            Map<String, NDArray> tensors,
            List<String> classes,
            ImageTransform transform) {
        try {
            Map<String, String> metadata = new HashMap<>(ResNetWeights.metadata(architecture));
            metadata.put(LABELS, JSON.writeValueAsString(classes));
            metadata.put(TRANSFORM, JSON.writeValueAsString(transform));
            SafetensorsWriter.write(file, tensors, TensorType.F32, metadata);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("labels and transforms are plain values", e);
        }
    }

    static Optional<List<String>> labels(ResNetWeights weights) {
        return read(weights, LABELS, String[].class).map(List::of);
    }

    static Optional<ImageTransform> transform(ResNetWeights weights) {
        return read(weights, TRANSFORM, ImageTransform.class);
    }

    private static <T> Optional<T> read(ResNetWeights weights, String key, Class<T> type) {
        String json = weights.fileMetadata().get(key);
        if (json == null) {
            return Optional.empty();
        }
        try {
            return Optional.of(JSON.readValue(json, type));
        } catch (JsonProcessingException e) {
            throw new InputException(
                    weights.path()
                            + ": its metadata '"
                            + key
                            + "' is damaged, "
                            + e.getOriginalMessage()
                            + "; export the file again",
                    e);
        }
    }
}

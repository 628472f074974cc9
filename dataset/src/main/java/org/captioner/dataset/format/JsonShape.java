package org.captioner.dataset.format;

import org.captioner.dataset.captions.JsonCursor;

import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;

/** What a JSON file holds, by the fields of its outermost value. */
enum JsonShape {
    /** Images and annotations in two lists. */
    COCO,
    /** Images with their sentences. */
    KARPATHY,
    /** A list of captions, or a dictionary of them. */
    CAPTIONS;

    /**
     * The shape of a file, which is read to its end.
     *
     * @throws org.captioner.dataset.InputException if it is no JSON
     */
    static JsonShape detect(Path file) {
        Set<String> fields = new HashSet<>();
        JsonCursor.read(
                file,
                json -> {
                    if (json.isObject()) {
                        json.object(
                                "a dataset",
                                field -> {
                                    if (json.isArray()) {
                                        fields.add(field);
                                    }
                                    json.skip();
                                });
                    } else {
                        json.skip();
                    }
                });
        // Only COCO keeps captions in a list of their own.
        if (fields.contains("annotations")) {
            return COCO;
        }
        return fields.contains("images") ? KARPATHY : CAPTIONS;
    }
}

package org.captioner.eval.file;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The captions of one system.
 *
 * @param name what reports and errors call it, usually the file
 * @param captions raw text, possibly empty, by image id, in the order of the source
 * @param failed ids of images that the system could not caption
 */
public record PredictionSet(String name, Map<String, String> captions, List<String> failed) {
    public PredictionSet {
        captions = Collections.unmodifiableMap(new LinkedHashMap<>(captions));
        failed = List.copyOf(failed);
    }
}

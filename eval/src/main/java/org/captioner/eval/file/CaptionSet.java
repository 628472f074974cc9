package org.captioner.eval.file;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Captions of images, any number each, as references and n-best lists are.
 *
 * @param captions raw text by image id, in the order of the source
 * @param files names of pictures by image id, where the source has them beside ids
 */
public record CaptionSet(Map<String, List<String>> captions, Map<String, String> files) {
    public CaptionSet {
        captions = Collections.unmodifiableMap(new LinkedHashMap<>(captions));
        files = Collections.unmodifiableMap(new LinkedHashMap<>(files));
    }
}

package org.captioner.pipeline.output;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.captioner.pipeline.photo.FileVersion;

/**
 * A caption in the output of an earlier run, as that run or a person after it wrote it.
 *
 * @param name of the photo
 * @param text of the caption
 * @param logProbability of its words, in nats; empty where the output does not hold it
 * @param version of the photo that was captioned; empty in outputs of before it was written
 * @param others what else the row holds, by column or member, as the format writes it
 */
public record StoredCaption(
        String name,
        String text,
        OptionalDouble logProbability,
        Optional<FileVersion> version,
        Map<String, String> others) {
    public StoredCaption {
        others = Collections.unmodifiableMap(new LinkedHashMap<>(others));
    }

    /** The same caption of a photo that is named relative to another root. */
    public StoredCaption withName(String other) {
        return new StoredCaption(other, text, logProbability, version, others);
    }
}

package org.captioner.pipeline.output;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.captioner.pipeline.photo.FileVersion;

/**
 * A caption in the output of an earlier run, as that run or a person after it wrote it; or a row
 * that says that the caption was left out.
 *
 * @param name of the photo
 * @param text of the caption; empty if it was left out
 * @param logProbability of its words, in nats; empty where the output does not hold it
 * @param confidence in the caption, in [0, 1]; empty where the output does not hold it
 * @param error why the caption was left out; empty if it was not
 * @param version of the photo that was captioned; empty in outputs of before it was written
 * @param others what else the row holds, by column or member, as the format writes it
 */
public record StoredCaption(
        String name,
        String text,
        OptionalDouble logProbability,
        OptionalDouble confidence,
        String error,
        Optional<FileVersion> version,
        Map<String, String> others) {
    public StoredCaption {
        others = Collections.unmodifiableMap(new LinkedHashMap<>(others));
    }

    /** A caption of which no confidence is known. */
    public StoredCaption(
            String name,
            String text,
            OptionalDouble logProbability,
            Optional<FileVersion> version,
            Map<String, String> others) {
        this(name, text, logProbability, OptionalDouble.empty(), "", version, others);
    }

    /** Whether the row says that a caption was left out because of its confidence. */
    public boolean isWithheld() {
        return text.isEmpty() && confidence.isPresent();
    }

    /** The same caption of a photo that is named relative to another root. */
    public StoredCaption withName(String other) {
        return new StoredCaption(other, text, logProbability, confidence, error, version, others);
    }
}

package org.captioner.decoder.training;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * How a decoder does on the dev split.
 *
 * @param scores of its captions by name, as the metrics define them
 * @param loss mean cross entropy of the dev split's reference captions under teacher forcing, in
 *     nats per word, without label smoothing; NaN without dev images
 */
public record DevResult(Map<String, Double> scores, double loss) {
    public DevResult {
        // Not Map.copyOf, whose order, and so the file's, would change from run to run.
        scores = Collections.unmodifiableMap(new LinkedHashMap<>(scores));
    }
}

package org.captioner.eval.report;

import java.util.List;
import java.util.Map;

/**
 * Systems side by side on the same references.
 *
 * @param systems in the order they were given, at least one; the first is the baseline of
 *     comparisons
 * @param references raw text by image id
 * @param humans what people score against each other, by score; empty if not asked for
 * @param warnings about what makes these scores mislead, one sentence each
 */
public record ScoreReport(
        List<SystemScores> systems,
        Map<String, List<String>> references,
        Map<String, Double> humans,
        List<String> warnings) {
    public ScoreReport {
        systems = List.copyOf(systems);
        warnings = List.copyOf(warnings);
        if (systems.isEmpty()) {
            throw new IllegalArgumentException("a report needs at least one system");
        }
    }

    /** The names of the scores, in the order of the metrics. */
    List<String> scoreNames() {
        return List.copyOf(systems.get(0).corpus().keySet());
    }
}

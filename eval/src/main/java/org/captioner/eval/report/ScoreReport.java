package org.captioner.eval.report;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.captioner.eval.statistics.Resampling;

/**
 * Systems side by side on the same references.
 *
 * @param systems in the order they were given, at least one; the first is the baseline of
 *     comparisons
 * @param references raw text by image id
 * @param humans what people score against each other, by score; empty if not asked for
 * @param resampling behind intervals and tests; empty if there are none
 * @param warnings about what makes these scores mislead, one sentence each
 * @param remarks on what was scored, one sentence each, such as how ids were matched
 * @param conditions under which it was made, by name, such as the date and the command; only pages
 *     show them, so that equal scores print equal text
 */
public record ScoreReport(
        List<SystemScores> systems,
        Map<String, List<String>> references,
        Map<String, Double> humans,
        Optional<Resampling> resampling,
        List<String> warnings,
        List<String> remarks,
        Map<String, String> conditions) {
    public ScoreReport {
        systems = List.copyOf(systems);
        warnings = List.copyOf(warnings);
        remarks = List.copyOf(remarks);
        conditions = Collections.unmodifiableMap(new LinkedHashMap<>(conditions));
        if (systems.isEmpty()) {
            throw new IllegalArgumentException("a report needs at least one system");
        }
    }

    /** The same with more remarks behind its own. */
    public ScoreReport withRemarks(List<String> more) {
        return new ScoreReport(
                systems,
                references,
                humans,
                resampling,
                warnings,
                Stream.concat(remarks.stream(), more.stream()).toList(),
                conditions);
    }

    /** The same made under these conditions. */
    public ScoreReport withConditions(Map<String, String> known) {
        return new ScoreReport(systems, references, humans, resampling, warnings, remarks, known);
    }

    /** The names of the scores, in the order of the metrics. */
    List<String> scoreNames() {
        return List.copyOf(systems.get(0).corpus().keySet());
    }
}

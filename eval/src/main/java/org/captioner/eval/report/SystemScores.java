package org.captioner.eval.report;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.captioner.eval.MetricEntry;
import org.captioner.eval.MetricResult;
import org.captioner.eval.defect.Defects;
import org.captioner.eval.registry.ScoreFormula;
import org.captioner.eval.statistics.Comparison;
import org.captioner.eval.statistics.Diversity;
import org.captioner.eval.statistics.Interval;

/**
 * All that is known of one system.
 *
 * @param name what tables call it
 * @param captions raw text by image id
 * @param results one per metric
 * @param intervals 95 % confidence by score; empty if not asked for
 * @param diversity of its captions
 * @param defects of its captions
 * @param bootstrap against the baseline by the paired bootstrap; empty for the baseline itself
 * @param randomization against the baseline by approximate randomisation; likewise
 */
public record SystemScores(
        String name,
        Map<String, String> captions,
        List<MetricResult> results,
        Map<String, Interval> intervals,
        Diversity diversity,
        Defects defects,
        List<Comparison> bootstrap,
        List<Comparison> randomization) {
    public SystemScores {
        results = List.copyOf(results);
        bootstrap = List.copyOf(bootstrap);
        randomization = List.copyOf(randomization);
    }

    /** Corpus scores of all metrics by name, in the order of the metrics. */
    public Map<String, Double> corpus() {
        Map<String, Double> scores = new LinkedHashMap<>();
        results.forEach(result -> scores.putAll(result.corpus()));
        return scores;
    }

    /** Scores of one image over all metrics, by name. */
    public Map<String, Double> image(String id) {
        Map<String, Double> scores = new LinkedHashMap<>();
        results.forEach(result -> scores.putAll(result.image(id)));
        return scores;
    }

    /** The name of the score that images are ranked by: the usual one if it is there. */
    String leadingScore() {
        Set<String> names = corpus().keySet();
        Set<String> usual = ScoreFormula.standard().weights().keySet();
        return names.stream()
                .filter(name -> usual.contains(MetricEntry.scoreId(name)))
                .findFirst()
                .orElse(names.iterator().next());
    }
}

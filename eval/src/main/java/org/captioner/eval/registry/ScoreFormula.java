package org.captioner.eval.registry;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.captioner.dataset.InputException;
import org.captioner.eval.Metric;
import org.captioner.eval.MetricContext;
import org.captioner.eval.MetricEntry;
import org.captioner.eval.MetricResult;

/**
 * A weighted sum of scores, such as {@code cider+0.5*bleu-4}: what chooses the best epoch, rewards
 * sampled captions or picks the best of several candidates.
 *
 * <p>Scores count as the metrics define them, not as tables show them: CIDEr in [0, 10], the others
 * in [0, 1].
 *
 * <pre>{@code
 * ScoreFormula formula = ScoreFormula.parse("cider+0.5*bleu-4");
 * List<Metric> metrics = formula.metrics(MetricContext.standard().withFrequencies(training));
 * List<MetricResult> results = metrics.stream().map(metric -> metric.score(items)).toList();
 * double ofAll = formula.corpus(results);
 * List<Double> ofEach = formula.perImage(results);
 * }</pre>
 *
 * @param weights by score id, in the order they were written; each above 0
 */
public record ScoreFormula(Map<String, Double> weights) {
    private static final String NUMBER = "[0-9]+(?:\\.[0-9]+)?|\\.[0-9]+";
    private static final Pattern TERM =
            Pattern.compile(
                    "(?:(" + NUMBER + ")\\s*\\*\\s*)?([^*+]+?)(?:\\s*\\*\\s*(" + NUMBER + "))?");

    public ScoreFormula {
        weights = Collections.unmodifiableMap(new LinkedHashMap<>(weights));
        if (weights.isEmpty()) {
            throw new IllegalArgumentException("a formula needs at least one score");
        }
        weights.forEach(
                (score, weight) -> {
                    if (!(weight > 0) || weight.isInfinite()) {
                        throw new IllegalArgumentException(
                                "the weight of "
                                        + score
                                        + " is "
                                        + weight
                                        + "; it must be above 0");
                    }
                });
    }

    /** CIDEr: what chooses epochs and ranks images where nothing else is asked for. */
    public static ScoreFormula standard() {
        return new ScoreFormula(Map.of("cider", 1.0));
    }

    /**
     * Reads a formula: score names in any usual spelling, joined by {@code +}, each with a weight
     * before or after it ({@code 0.5*bleu-4}) or 1.
     *
     * @throws InputException if the text is not of this form or names no score that exists
     */
    public static ScoreFormula parse(String text) {
        Map<String, Double> weights = new LinkedHashMap<>();
        for (String part : text.split("\\+", -1)) {
            Matcher term = TERM.matcher(part.strip());
            if (!term.matches() || (term.group(1) != null && term.group(3) != null)) {
                throw new InputException(
                        "cannot read '"
                                + part.strip()
                                + "' in '"
                                + text
                                + "'; write scores as in cider+0.5*bleu-4");
            }
            String factor = term.group(1) == null ? term.group(3) : term.group(1);
            double weight = factor == null ? 1 : Double.parseDouble(factor);
            if (!(weight > 0) || Double.isInfinite(weight)) {
                throw new InputException(
                        "the weight in '"
                                + part.strip()
                                + "' must be above 0; leave the score out instead");
            }
            weights.merge(MetricRegistry.scoreId(term.group(2)), weight, Double::sum);
        }
        return new ScoreFormula(weights);
    }

    /** The metrics that its scores come from, each once. */
    public List<MetricEntry> entries() {
        return weights.keySet().stream().map(MetricRegistry::ofScore).distinct().toList();
    }

    /** These metrics, ready to score. */
    public List<Metric> metrics(MetricContext context) {
        return MetricRegistry.create(entries(), context);
    }

    /**
     * Returns this formula if it can reward single captions during training.
     *
     * @throws InputException if one of its metrics is too slow for that; the message names it
     */
    public ScoreFormula requireReward() {
        for (MetricEntry entry : entries()) {
            if (!entry.isReward()) {
                throw new InputException(
                        entry.id()
                                + " is too slow to reward captions during training; use "
                                + MetricRegistry.all().stream()
                                        .filter(MetricEntry::isReward)
                                        .flatMap(each -> each.scores().stream())
                                        .collect(Collectors.joining(", ")));
            }
        }
        return this;
    }

    /**
     * The sum for scores by the names that results give them, of a corpus or an image; more scores
     * may be there.
     *
     * @throws IllegalArgumentException if a score of the formula is not there
     */
    public double of(Map<String, Double> scores) {
        Map<String, Double> byId = new LinkedHashMap<>();
        scores.forEach((name, score) -> byId.put(MetricEntry.scoreId(name), score));
        double sum = 0;
        for (Map.Entry<String, Double> term : weights.entrySet()) {
            Double score = byId.get(term.getKey());
            if (score == null) {
                throw new IllegalArgumentException(
                        "no score " + term.getKey() + " among " + scores.keySet());
            }
            sum += term.getValue() * score;
        }
        return sum;
    }

    /** The sum for a whole set of captions. */
    public double corpus(List<MetricResult> results) {
        Map<String, Double> scores = new LinkedHashMap<>();
        results.forEach(result -> scores.putAll(result.corpus()));
        return of(scores);
    }

    /**
     * The sum for each caption, in the order of the items.
     *
     * @param results of the same items, one or more
     */
    public List<Double> perImage(List<MetricResult> results) {
        List<Double> sums = new ArrayList<>();
        for (String id : results.get(0).perImage().keySet()) {
            Map<String, Double> scores = new LinkedHashMap<>();
            results.forEach(result -> scores.putAll(result.image(id)));
            sums.add(of(scores));
        }
        return sums;
    }

    /** The formula as {@link #parse} reads it, with the ids of its scores. */
    @Override
    public String toString() {
        return weights.entrySet().stream()
                .map(
                        term ->
                                term.getValue() == 1
                                        ? term.getKey()
                                        : number(term.getValue()) + "*" + term.getKey())
                .collect(Collectors.joining("+"));
    }

    /** Without an exponent, which {@link #parse} does not read. */
    private static String number(double weight) {
        return new BigDecimal(Double.toString(weight)).toPlainString();
    }
}

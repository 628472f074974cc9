package org.captioner.decoder.training;

import org.captioner.dataset.text.Vocabulary;
import org.captioner.eval.DocumentFrequencies;
import org.captioner.eval.EvaluationItem;
import org.captioner.eval.Metric;
import org.captioner.eval.MetricContext;
import org.captioner.eval.MetricEntry;
import org.captioner.eval.MetricEntry.Input;
import org.captioner.eval.MetricResult;
import org.captioner.eval.registry.MetricRegistry;
import org.captioner.eval.registry.ScoreFormula;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.IntFunction;

/**
 * Scores sampled captions against the reference captions of the training images.
 *
 * <p>For metrics that only compare tokens, the end marker is a token of samples and references
 * alike: without it, captions that break off would earn as much as whole ones. Metrics of English
 * words get the words without it.
 */
final class CaptionReward {
    private final ScoreFormula formula;
    private final IntFunction<String> words;
    private final Map<Input, List<List<List<String>>>> references = new LinkedHashMap<>();
    private final Map<MetricEntry, Metric> metrics = new LinkedHashMap<>();

    /**
     * Counts document frequencies over the references.
     *
     * @param formula of scores that are fast enough for rewards
     * @param images whose captions are the references
     * @param words by id
     * @throws org.captioner.dataset.InputException if a metric of the formula is too slow
     */
    CaptionReward(ScoreFormula formula, List<TrainingImage> images, IntFunction<String> words) {
        this.formula = formula.requireReward();
        this.words = words;
        for (MetricEntry entry : formula.entries()) {
            List<List<List<String>>> ofInput =
                    references.computeIfAbsent(entry.input(), input -> references(images, input));
            MetricContext context =
                    MetricContext.standard()
                            .withFrequencies(DocumentFrequencies.count("train", ofInput));
            metrics.put(entry, MetricRegistry.create(List.of(entry), context).get(0));
        }
    }

    /**
     * Rewards by row and sample.
     *
     * @param images index of the training image of each row
     * @param samples of each row, in word ids
     */
    double[][] of(List<Integer> images, List<List<List<Integer>>> samples) {
        List<MetricResult> results = new ArrayList<>();
        metrics.forEach(
                (entry, metric) ->
                        results.add(metric.score(items(images, samples, entry.input()))));
        List<Double> sums = formula.perImage(results);
        double[][] rewards = new double[samples.size()][];
        int next = 0;
        for (int row = 0; row < rewards.length; row++) {
            rewards[row] = new double[samples.get(row).size()];
            for (int sample = 0; sample < rewards[row].length; sample++) {
                rewards[row][sample] = sums.get(next++);
            }
        }
        return rewards;
    }

    private List<EvaluationItem> items(
            List<Integer> images, List<List<List<Integer>>> samples, Input input) {
        List<EvaluationItem> items = new ArrayList<>();
        for (int row = 0; row < samples.size(); row++) {
            List<List<String>> ofImage =
                    Objects.requireNonNull(references.get(input)).get(images.get(row));
            for (int sample = 0; sample < samples.get(row).size(); sample++) {
                items.add(
                        new EvaluationItem(
                                row + "." + sample,
                                tokens(samples.get(row).get(sample), input),
                                ofImage));
            }
        }
        return items;
    }

    private List<List<List<String>>> references(List<TrainingImage> images, Input input) {
        return images.stream()
                .map(
                        image ->
                                image.captions().stream()
                                        .map(caption -> tokens(caption, input))
                                        .toList())
                .toList();
    }

    private List<String> tokens(List<Integer> caption, Input input) {
        return switch (input) {
            // Ids are tokens as good as any and spare the way through the vocabulary.
            case ANY_TOKENS -> caption.stream().map(String::valueOf).toList();
            case WORDS ->
                    caption.stream().filter(id -> id != Vocabulary.END).map(words::apply).toList();
        };
    }
}

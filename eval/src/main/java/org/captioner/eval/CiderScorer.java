package org.captioner.eval;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToDoubleBiFunction;

/**
 * What {@link Cider} and {@link CiderPlain} share: document frequencies, the mean over references
 * and the factor 10.
 *
 * @param name of the metric and of its only score
 * @param variant what the signature calls the formula
 * @param frequencies counted beforehand; empty to count over the references of the items
 * @param similarity of a hypothesis and one reference, in [0, 1]
 */
record CiderScorer(
        String name,
        String variant,
        Optional<DocumentFrequencies> frequencies,
        ToDoubleBiFunction<TfIdfVector, TfIdfVector> similarity) {
    private static final double SCALE = 10;

    MetricResult score(List<EvaluationItem> items) {
        NgramIndex index = new NgramIndex(frequencies.map(DocumentFrequencies::index).orElse(null));
        List<List<NgramCounts>> references = new ArrayList<>(items.size());
        for (EvaluationItem item : items) {
            references.add(
                    item.references().stream()
                            .map(tokens -> NgramCounts.of(tokens, index))
                            .toList());
        }
        DocumentFrequencies weights =
                frequencies.orElseGet(() -> DocumentFrequencies.of("refs", references, index));
        double[][] scores = new double[items.size()][];
        for (int i = 0; i < scores.length; i++) {
            TfIdfVector hypothesis =
                    new TfIdfVector(NgramCounts.of(items.get(i).hypothesis(), index), weights);
            scores[i] = new double[] {score(hypothesis, references.get(i), weights)};
        }
        return MetricResult.of(
                signature(items), items, scores, ImageStatistics.means(List.of(name), scores));
    }

    private double score(
            TfIdfVector hypothesis, List<NgramCounts> references, DocumentFrequencies weights) {
        double sum = 0;
        for (NgramCounts reference : references) {
            sum += similarity.applyAsDouble(hypothesis, new TfIdfVector(reference, weights));
        }
        return SCALE * sum / references.size();
    }

    private Signature signature(List<EvaluationItem> items) {
        Map<String, String> details = new LinkedHashMap<>();
        details.put("variant", variant);
        details.put("df", frequencies.map(df -> df.name() + "-" + df.images()).orElse("refs"));
        return Signature.of(name, details, items);
    }
}

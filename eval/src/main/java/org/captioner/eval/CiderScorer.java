package org.captioner.eval;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToDoubleBiFunction;
import java.util.stream.IntStream;

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
    private static final int FEW_IMAGES = 100;

    /** What few images do to a score that weighs words by images. */
    List<String> cautions(int images) {
        if (images >= FEW_IMAGES || frequencies.isPresent()) {
            return List.of();
        }
        return List.of(
                name
                        + " weighs words by how many of the images mention them; over "
                        + images
                        + (images == 1 ? " image it is 0" : " images it says little")
                        + ", and it compares with scores over the same images only");
    }

    MetricResult score(List<EvaluationItem> items) {
        NgramIndex index =
                new NgramIndex(
                        frequencies.map(DocumentFrequencies::index).orElse(null), words(items));
        List<List<NgramCounts>> references = new ArrayList<>(items.size());
        List<NgramCounts> hypotheses = new ArrayList<>(items.size());
        for (EvaluationItem item : items) {
            List<NgramCounts> counts = new ArrayList<>(item.references().size());
            for (List<String> tokens : item.references()) {
                counts.add(NgramCounts.of(tokens, index));
            }
            references.add(counts);
            hypotheses.add(NgramCounts.of(item.hypothesis(), index));
        }
        DocumentFrequencies weights =
                frequencies.orElseGet(() -> DocumentFrequencies.count("refs", references, index));
        double[][] scores =
                IntStream.range(0, items.size())
                        .parallel()
                        .mapToDouble(i -> score(hypotheses.get(i), references.get(i), weights))
                        .mapToObj(score -> new double[] {score})
                        .toArray(double[][]::new);
        return MetricResult.of(
                signature(items), items, scores, ImageStatistics.means(List.of(name), scores));
    }

    private double score(
            NgramCounts caption, List<NgramCounts> references, DocumentFrequencies weights) {
        TfIdfVector hypothesis = new TfIdfVector(caption, weights);
        double sum = 0;
        for (NgramCounts reference : references) {
            sum += similarity.applyAsDouble(hypothesis, new TfIdfVector(reference, weights));
        }
        return SCALE * sum / references.size();
    }

    /** About as many words as longer n-grams that differ: a third of them. */
    private static int words(List<EvaluationItem> items) {
        int words = 0;
        for (EvaluationItem item : items) {
            words += item.hypothesis().size();
            for (List<String> reference : item.references()) {
                words += reference.size();
            }
        }
        return words;
    }

    private Signature signature(List<EvaluationItem> items) {
        Map<String, String> details = new LinkedHashMap<>();
        details.put("variant", variant);
        details.put("df", frequencies.map(df -> df.name() + "-" + df.images()).orElse("refs"));
        return Signature.of(name, details, items);
    }
}

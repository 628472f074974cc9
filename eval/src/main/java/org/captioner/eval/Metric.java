package org.captioner.eval;

import java.util.List;

/**
 * A way to score captions. Metrics hold no state that scoring changes, so threads may share one;
 * they do not depend on the default locale or charset.
 */
public interface Metric {
    /**
     * Scores all items at once; some metrics weigh words by the whole corpus, so an item's score
     * may depend on the others.
     *
     * @param items in any order, with unique image ids; may be empty, which scores 0
     * @throws IllegalArgumentException if an image id occurs twice
     */
    MetricResult score(List<EvaluationItem> items);

    /**
     * What tables call it. A metric with several scores ("BLEU" with "BLEU-1" to "BLEU-4") names
     * the family here and each score in {@link MetricResult#corpus()}; a variant carries its
     * difference in the name, as in "CIDEr-plain".
     */
    String name();

    /**
     * What makes its scores of these items mislead, one sentence each; none for most.
     *
     * @param items that are scored
     */
    default List<String> cautions(List<EvaluationItem> items) {
        return List.of();
    }
}

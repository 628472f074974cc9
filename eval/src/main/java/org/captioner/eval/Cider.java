package org.captioner.eval;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * CIDEr as coco-caption computes it, which is the formula that the paper calls CIDEr-D (Vedantam et
 * al., "CIDEr: consensus-based image description evaluation", CVPR 2015).
 *
 * <pre>
 * CIDEr  = 10/M sum_j 1/4 sum_n  exp(-(l_h - l_j)^2 / (2 sigma^2))
 *                                * (min(g_n(h), g_n(r_j)) . g_n(r_j)) / (|g_n(h)| |g_n(r_j)|)
 * g_n(c) = count of each n-gram in c * (ln N - ln max(1, images whose references hold it))
 * </pre>
 *
 * with {@code M} references, {@code N} images, {@code sigma = 6} and lengths {@code l} counted in
 * bigrams. Scores lie in [0, 10]; the corpus score is the mean over images. Over a single image
 * every n-gram occurs in all (one) images, so the score is 0 unless frequencies are given.
 */
public final class Cider implements Metric {
    /** As the registry lists it. */
    public static final MetricEntry ENTRY =
            new MetricEntry(
                    "cider",
                    List.of("cider-d", "coco-cider"),
                    "TF-IDF similarity with clipping and length penalty (CIDEr-D), as it is usually"
                            + " published",
                    List.of("cider"),
                    MetricEntry.PERCENT,
                    MetricEntry.Cost.MICROSECONDS,
                    MetricEntry.Input.ANY_TOKENS,
                    Set.of(MetricContext.Extra.FREQUENCIES),
                    context -> context.frequencies().map(Cider::new).orElseGet(Cider::new));

    private static final double SIGMA = 6;

    private final CiderScorer scorer;

    /** Document frequencies are counted over the references of the items scored. */
    public Cider() {
        this(Optional.empty());
    }

    /** Document frequencies were counted beforehand; the signature names them. */
    public Cider(DocumentFrequencies frequencies) {
        this(Optional.of(frequencies));
    }

    private Cider(Optional<DocumentFrequencies> frequencies) {
        scorer = new CiderScorer("CIDEr", "coco-caption,CIDEr-D", frequencies, Cider::similarity);
    }

    @Override
    public String name() {
        return scorer.name();
    }

    @Override
    public List<String> cautions(List<EvaluationItem> items) {
        return scorer.cautions(items.size());
    }

    @Override
    public MetricResult score(List<EvaluationItem> items) {
        return scorer.score(items);
    }

    private static double similarity(TfIdfVector hypothesis, TfIdfVector reference) {
        double delta = hypothesis.bigrams() - reference.bigrams();
        double penalty = Math.exp(-(delta * delta) / (2 * SIGMA * SIGMA));
        return penalty * hypothesis.similarity(reference, (h, r) -> Math.min(h, r) * r);
    }
}

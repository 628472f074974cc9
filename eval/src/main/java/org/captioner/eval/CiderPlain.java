package org.captioner.eval;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * CIDEr as its paper first defines it, without the clipping and the length penalty of {@link
 * Cider}: ten times the mean cosine of TF-IDF vectors (Vedantam et al., CVPR 2015).
 *
 * <pre>
 * CIDEr-plain = 10/M sum_j 1/4 sum_n  (g_n(h) . g_n(r_j)) / (|g_n(h)| |g_n(r_j)|)
 * </pre>
 *
 * Symbols as in {@link Cider}. Words are not stemmed. Published "CIDEr" is nearly always {@link
 * Cider}, hence the other name.
 */
public final class CiderPlain implements Metric {
    /** As the registry lists it. */
    public static final MetricEntry ENTRY =
            new MetricEntry(
                    "cider-plain",
                    List.of(),
                    "TF-IDF similarity as the paper first defines CIDEr",
                    List.of("cider-plain"),
                    MetricEntry.PERCENT,
                    MetricEntry.Cost.MICROSECONDS,
                    MetricEntry.Input.ANY_TOKENS,
                    Set.of(MetricContext.Extra.FREQUENCIES),
                    context ->
                            context.frequencies().map(CiderPlain::new).orElseGet(CiderPlain::new));

    private final CiderScorer scorer;

    /** Document frequencies are counted over the references of the items scored. */
    public CiderPlain() {
        this(Optional.empty());
    }

    /** Document frequencies were counted beforehand; the signature names them. */
    public CiderPlain(DocumentFrequencies frequencies) {
        this(Optional.of(frequencies));
    }

    private CiderPlain(Optional<DocumentFrequencies> frequencies) {
        scorer =
                new CiderScorer(
                        "CIDEr-plain",
                        "cosine",
                        frequencies,
                        (hypothesis, reference) ->
                                hypothesis.similarity(reference, (h, r) -> h * r));
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
}

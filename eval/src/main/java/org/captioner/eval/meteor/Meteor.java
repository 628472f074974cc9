package org.captioner.eval.meteor;

import org.captioner.eval.EvaluationItem;
import org.captioner.eval.ImageStatistics;
import org.captioner.eval.Metric;
import org.captioner.eval.MetricContext;
import org.captioner.eval.MetricEntry;
import org.captioner.eval.MetricResult;
import org.captioner.eval.Signature;
import org.captioner.eval.wordnet.WordNet;
import org.jspecify.annotations.Nullable;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * METEOR 1.5 for English as coco-caption runs it (Denkowski and Lavie, "Meteor universal: language
 * specific translation evaluation for any target language", WMT 2014): a harmonic mean of weighted
 * unigram precision and recall, lowered by how scattered the matches are.
 *
 * <p>Words match when equal, when their stems are equal or when WordNet 3.0 lists them together;
 * phrases match by a table of paraphrases when the user supplies one. Only with all four is the
 * metric called METEOR; otherwise its name lists the matchers in use, because the numbers differ.
 *
 * <p>Of several references the best counts, the first of equals. The corpus score comes from summed
 * statistics, so it is not the mean of the image scores. Alignments are found on all processors.
 */
public final class Meteor implements Metric {
    /** As the registry lists it. */
    public static final MetricEntry ENTRY =
            new MetricEntry(
                    "meteor",
                    List.of("meteor-1.5"),
                    "unigrams aligned by form, stem, synonym and paraphrase",
                    List.of("meteor"),
                    MetricEntry.PERCENT,
                    MetricEntry.Cost.MILLISECONDS,
                    MetricEntry.Input.WORDS,
                    Set.of(MetricContext.Extra.PARAPHRASES),
                    context ->
                            context.paraphrases()
                                    .map(file -> new Meteor(ParaphraseTable.load(file)))
                                    .orElseGet(Meteor::new));

    private final Optional<ParaphraseTable> paraphrases;
    private final String name;

    /** Without paraphrases: "METEOR (exact, stem, synonym)". */
    public Meteor() {
        paraphrases = Optional.empty();
        name = "METEOR (exact, stem, synonym)";
        WordNet.prepare();
    }

    /** With all four matchers: "METEOR". */
    public Meteor(ParaphraseTable paraphrases) {
        this.paraphrases = Optional.of(paraphrases);
        name = "METEOR";
        WordNet.prepare();
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public MetricResult score(List<EvaluationItem> items) {
        Lexicon lexicon = new Lexicon();
        double[][] rows =
                IntStream.range(0, items.size())
                        .parallel()
                        .mapToObj(i -> bestStatistics(items.get(i), lexicon))
                        .toArray(double[][]::new);
        double[][] scores = new double[rows.length][];
        for (int i = 0; i < rows.length; i++) {
            scores[i] = new double[] {Score.of(rows[i])};
            rows[i] = Score.contribution(rows[i]);
        }
        ImageStatistics statistics =
                new ImageStatistics(
                        List.of(name), rows, (sums, images) -> new double[] {Score.of(sums)});
        return MetricResult.of(signature(items), items, scores, statistics);
    }

    /** The statistics against the reference with the highest score, as the original reports. */
    double[] bestStatistics(EvaluationItem item, Lexicon lexicon) {
        NormalizedCaption hypothesis = caption(hypothesisTokens(item.hypothesis()), lexicon);
        double @Nullable [] best = null;
        for (List<String> tokens : item.references()) {
            NormalizedCaption reference = caption(Normalizer.normalize(tokens), lexicon);
            Candidates candidates = new Candidates(hypothesis, reference, paraphrases);
            double[] row = Score.statistics(hypothesis, reference, Aligner.align(candidates));
            if (best == null || Score.of(row) > Score.of(best)) {
                best = row;
            }
        }
        return Objects.requireNonNull(best, "no references");
    }

    private NormalizedCaption caption(List<String> tokens, Lexicon lexicon) {
        return new NormalizedCaption(tokens, lexicon, paraphrases);
    }

    private static List<String> hypothesisTokens(List<String> tokens) {
        // coco-caption removes the separator of METEOR's protocol from hypotheses.
        return tokens.stream().anyMatch(token -> token.contains("|||"))
                ? Normalizer.normalize(String.join(" ", tokens).replace("|||", ""))
                : Normalizer.normalize(tokens);
    }

    private Signature signature(List<EvaluationItem> items) {
        Map<String, String> variant = new LinkedHashMap<>();
        variant.put("variant", "1.5,en,norm,rank");
        variant.put("wordnet", WordNet.VERSION);
        variant.put("paraphrases", paraphrases.map(ParaphraseTable::name).orElse("none"));
        return Signature.of(name, variant, items);
    }
}

package org.captioner.eval.spice;

import org.captioner.eval.EvaluationItem;
import org.captioner.eval.ImageStatistics;
import org.captioner.eval.Metric;
import org.captioner.eval.MetricEntry;
import org.captioner.eval.MetricResult;
import org.captioner.eval.Signature;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * SPICE 1.0 (Anderson et al., "SPICE: semantic propositional image caption evaluation", ECCV 2016):
 * an F-score over the propositions of captions.
 *
 * <pre>
 * P = |T(h) matched in T(R)| / |T(h)|
 * R = |T(h) matched in T(R)| / |T(R)|
 * SPICE = 2 P R / (P + R)
 * </pre>
 *
 * with {@code T(h)} the tuples of the hypothesis' scene graph (objects, attributes, relations) and
 * {@code T(R)} those of one graph of all references; tuples match if they share a word or a WordNet
 * synset in every place. 0 if either side has no tuples. The corpus score is the mean over images.
 *
 * <p>Beside {@code SPICE} there are F-scores of parts of the scene, such as {@code SPICE-Object}.
 * An image whose references have no such tuple does not count in their means, and its own is NaN.
 *
 * <p>The published numbers depend on the parser of CoreNLP 3.6.0, which is fetched on request
 * ({@code ./captioner fetch spice}); see {@code docs/spice.md}.
 *
 * <pre>{@code
 * MetricResult result = new Spice(SpiceOptions.defaults()).score(items);
 * }</pre>
 */
public final class Spice implements Metric {
    /** As the registry lists it. */
    public static final MetricEntry ENTRY =
            new MetricEntry(
                    "spice",
                    List.of(),
                    "F-score over objects, attributes and relations of parsed captions; needs"
                            + " './captioner fetch spice' once",
                    names().stream().map(MetricEntry::scoreId).toList(),
                    MetricEntry.PERCENT,
                    MetricEntry.Cost.PARSING,
                    MetricEntry.Input.WORDS,
                    Set.of(),
                    new SpiceFactory());

    private static final String NAME = "SPICE";

    private final CaptionParser parser;
    private final Parses parses;

    /** Nothing is loaded until captions are scored that were never parsed before. */
    public Spice(SpiceOptions options) {
        this(new IsolatedParser(options.parserFolder()), options);
    }

    Spice(CaptionParser parser, SpiceOptions options) {
        this.parser = parser;
        ParseCache cache = ParseCache.open(options.cacheFile(), parser.version());
        this.parses = new Parses(parser, cache, options.threads());
    }

    /** Whether the parser was fetched, so that captions can be scored that are not in the cache. */
    public static boolean isAvailable(SpiceOptions options) {
        return IsolatedParser.isPresent(options.parserFolder());
    }

    @Override
    public String name() {
        return NAME;
    }

    /**
     * Scores all items.
     *
     * @throws org.captioner.dataset.InputException if a caption is not in the cache and the parser
     *     was not fetched, or if the cache cannot be written
     * @throws IllegalArgumentException if an image id occurs twice
     */
    @Override
    public MetricResult score(List<EvaluationItem> items) {
        Map<String, Parse> parsed = parses.of(items.stream().flatMap(Spice::texts).toList());
        double[][] scores =
                IntStream.range(0, items.size())
                        .parallel()
                        .mapToObj(i -> scores(items.get(i), parsed))
                        .toArray(double[][]::new);
        Signature signature =
                Signature.of(NAME, Map.of("variant", "1.0,parser-" + parser.version()), items);
        return MetricResult.of(signature, items, scores, statistics(scores));
    }

    private static Stream<String> texts(EvaluationItem item) {
        return Stream.concat(Stream.of(item.hypothesis()), item.references().stream())
                .map(Spice::text);
    }

    private static String text(List<String> tokens) {
        return String.join(" ", tokens);
    }

    /** SPICE, then each category; NaN where the references have no tuple of the category. */
    private static double[] scores(EvaluationItem item, Map<String, Parse> parsed) {
        List<SceneTuple> hypothesis = tuples(List.of(item.hypothesis()), parsed);
        List<SceneTuple> references = tuples(item.references(), parsed);
        Category[] categories = Category.values();
        double[] scores = new double[1 + categories.length];
        scores[0] = SceneScore.of(hypothesis, references).f1();
        for (int i = 0; i < categories.length; i++) {
            SceneScore part =
                    SceneScore.of(
                            categories[i].select(hypothesis), categories[i].select(references));
            scores[i + 1] = part.reference() == 0 ? Double.NaN : part.f1();
        }
        return scores;
    }

    private static List<SceneTuple> tuples(List<List<String>> captions, Map<String, Parse> parsed) {
        return SceneGraph.of(
                        captions.stream()
                                .map(tokens -> parsed.get(text(tokens)))
                                .map(SceneRules::propositions)
                                .toList())
                .tuples();
    }

    private static List<String> names() {
        List<String> names = new ArrayList<>(List.of(NAME));
        for (Category category : Category.values()) {
            names.add(NAME + "-" + category.label());
        }
        return List.copyOf(names);
    }

    /** Each score takes two columns: its sum and the number of images that have it. */
    private static ImageStatistics statistics(double[][] scores) {
        List<String> names = names();
        double[][] rows = new double[scores.length][2 * names.size()];
        for (int image = 0; image < scores.length; image++) {
            for (int score = 0; score < names.size(); score++) {
                boolean present = !Double.isNaN(scores[image][score]);
                rows[image][2 * score] = present ? scores[image][score] : 0;
                rows[image][2 * score + 1] = present ? 1 : 0;
            }
        }
        return new ImageStatistics(names, rows, (sums, images) -> means(sums));
    }

    private static double[] means(double[] sums) {
        return IntStream.range(0, sums.length / 2)
                .mapToDouble(score -> sums[2 * score] / sums[2 * score + 1])
                .toArray();
    }
}

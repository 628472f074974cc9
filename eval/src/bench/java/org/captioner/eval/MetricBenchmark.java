package org.captioner.eval;

import org.captioner.eval.meteor.Meteor;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;

/**
 * Warm times of tokenising and of each metric, over made-up captions with five references each: the
 * same sentence frames with words drawn anew, so that every caption differs and stems, synonyms and
 * repeated words occur.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 3, time = 2)
@Fork(1)
public class MetricBenchmark {
    private static final int REFERENCES = 5;
    private static final String[] COLOURS = "red green blue brown black white grey pink".split(" ");
    private static final String[] NOUNS =
            "dog dogs man men child kid woman girl boy bicycle bike ball horse skateboarder"
                    .split(" ");
    private static final String[] VERBS =
            "runs running jumps leaping sits sitting stands standing rides riding plays".split(" ");
    private static final String[] PLACES =
            "grass field street beach water snow hill stairs park road wall fence".split(" ");

    @Param({"1000", "5000"})
    private int images;

    private Map<String, List<String>> references;
    private Map<String, String> hypotheses;
    private List<EvaluationItem> items;

    /** Makes the captions. */
    @Setup
    public void makeCaptions() {
        Random random = new Random(1);
        references = new LinkedHashMap<>();
        hypotheses = new HashMap<>();
        for (int image = 0; image < images; image++) {
            List<String> captions = new ArrayList<>();
            for (int i = 0; i < REFERENCES; i++) {
                captions.add(caption(random));
            }
            references.put("image " + image, captions);
            hypotheses.put("image " + image, caption(random));
        }
        items = ReferenceSet.tokenize(references).items(hypotheses);
    }

    @Benchmark
    public List<EvaluationItem> tokenize() {
        return ReferenceSet.tokenize(references).items(hypotheses);
    }

    /**
     * From raw captions to the scores of all metrics but SPICE, as {@code captioner score} does.
     */
    @Benchmark
    public List<MetricResult> everything() {
        List<EvaluationItem> tokens = ReferenceSet.tokenize(references).items(hypotheses);
        return List.of(new Bleu(), new RougeL(), new Cider(), new Meteor()).parallelStream()
                .map(metric -> metric.score(tokens))
                .toList();
    }

    @Benchmark
    public MetricResult bleu() {
        return new Bleu().score(items);
    }

    @Benchmark
    public MetricResult rougeL() {
        return new RougeL().score(items);
    }

    @Benchmark
    public MetricResult cider() {
        return new Cider().score(items);
    }

    @Benchmark
    public MetricResult meteor() {
        return new Meteor().score(items);
    }

    private static String caption(Random random) {
        return String.format(
                Locale.ROOT,
                "A %s %s %s on the %s near a %s %s, number %d.",
                any(COLOURS, random),
                any(NOUNS, random),
                any(VERBS, random),
                any(PLACES, random),
                any(COLOURS, random),
                any(NOUNS, random),
                random.nextInt(1000));
    }

    private static String any(String[] words, Random random) {
        return words[random.nextInt(words.length)];
    }
}

package org.captioner.eval.spice;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.captioner.eval.EvaluationItem;
import org.captioner.eval.MetricResult;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Warm times of SPICE for 1,000 images with five references each: from known parses to scores, and
 * of parsing one caption. The latter needs {@code ./captioner fetch spice} and fails without.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 3, time = 2)
@Fork(1)
public class SpiceBenchmark {
    private static final int IMAGES = 1000;
    private static final int REFERENCES = 5;
    private static final int PARSED = 50;
    private static final String[] COLOURS = "red green blue brown black white grey pink".split(" ");
    private static final String[] NOUNS =
            "dog man child kid woman girl boy bicycle bike ball horse skateboarder".split(" ");
    private static final String[] VERBS = "run jump leap sit stand ride play wait".split(" ");
    private static final String[] PLACES =
            "grass field street beach water snow hill stair park road wall fence".split(" ");
    private static final String[] TAGS = "DT JJ NN VB IN DT NN IN DT JJ NN".split(" ");
    private static final String DEPENDENCIES =
            """
            root 0 4;det 3 1;amod 3 2;nsubj 4 3;case 7 5;det 7 6;nmod:on 4 7;case 11 8;det 11 9;\
            amod 11 10;nmod:near 7 11"""
                    .replace(' ', '\t')
                    .replace(';', '\n');

    private List<EvaluationItem> items;
    private List<String> captions;
    private Spice spice;
    private CaptionParser parser;

    /** Makes the captions and fills the cache with their parses. */
    @Setup
    public void makeCaptions() throws IOException {
        Random random = new Random(1);
        items = new ArrayList<>();
        for (int image = 0; image < IMAGES; image++) {
            List<List<String>> references =
                    Stream.generate(() -> caption(random)).limit(REFERENCES).toList();
            items.add(new EvaluationItem("image " + image, caption(random), references));
        }
        captions =
                items.stream()
                        .limit(PARSED)
                        .map(item -> String.join(" ", item.hypothesis()))
                        .toList();
        Path cache = Files.createTempDirectory("spice").resolve("parses.bin");
        SpiceOptions defaults = SpiceOptions.defaults();
        spice = new Spice(new FrameParser(), new SpiceOptions(cache, cache, 1));
        spice.score(items);
        parser = new IsolatedParser(defaults.parserFolder());
    }

    /** Rules, scene graphs, matches and means, on all cores. */
    @Benchmark
    public MetricResult scoreParsedCaptions() {
        return spice.score(items);
    }

    /** One caption of 11 words, on one core. */
    @Benchmark
    @OperationsPerInvocation(PARSED)
    public int parse() {
        return captions.stream().mapToInt(caption -> parser.apply(caption).length()).sum();
    }

    private static List<String> caption(Random random) {
        String caption =
                String.format(
                        Locale.ROOT,
                        "a %s %s %s on the %s near a %s %s",
                        any(COLOURS, random),
                        any(NOUNS, random),
                        any(VERBS, random),
                        any(PLACES, random),
                        any(COLOURS, random),
                        any(NOUNS, random));
        return List.of(caption.split(" "));
    }

    private static String any(String[] words, Random random) {
        return words[random.nextInt(words.length)];
    }

    /** Gives every caption of the frame its one parse. */
    private static final class FrameParser implements CaptionParser {
        @Override
        public String version() {
            return "frame";
        }

        @Override
        public String apply(String caption) {
            String[] words = caption.split(" ");
            return Stream.iterate(0, i -> i + 1)
                    .limit(words.length)
                    .map(i -> words[i] + "\t" + words[i] + "\t" + TAGS[i] + "\n")
                    .collect(Collectors.joining("", "", "\n" + DEPENDENCIES + "\n"));
        }
    }
}

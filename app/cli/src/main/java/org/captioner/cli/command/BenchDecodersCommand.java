package org.captioner.cli.command;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import org.captioner.cli.bench.BenchJson;
import org.captioner.cli.terminal.Console;
import org.captioner.cli.terminal.ProgressBar;
import org.captioner.cli.terminal.TextTable;
import org.captioner.dataset.InputException;
import org.captioner.decoder.network.DecoderKind;
import org.captioner.decoder.network.DecoderShape;
import org.captioner.decoder.network.Precision;
import org.captioner.decoder.registry.DecoderRegistry;
import org.captioner.decoder.search.SearchOptions;
import org.captioner.encoder.tensor.TensorEngine;
import org.captioner.pipeline.bench.DecoderBench;
import org.captioner.pipeline.bench.DecoderMeasurement;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code captioner bench decoders}: training and search side by side. */
@Command(
        name = "decoders",
        description = {
            "Measures decoders: captions trained on and generated per second, processor time,",
            "and how much memory grows meanwhile. Weights and grids are random."
        },
        footer = {
            "",
            "Examples:",
            "  captioner bench decoders",
            "  captioner bench decoders --decoders lstm,topdown --learning-only",
            "  captioner bench decoders --native-threads 1 --channels 2048 --vocabulary 5000 --json"
        })
final class BenchDecodersCommand implements Runnable {
    private static final int IMAGES_LEAST = 128;
    private static final int LONGEST = 20;
    private static final int WORDS = 2;
    private static final List<String> HEADINGS =
            List.of("decoder", "work", "captions/s", "CPU ms/caption", "grown MB");

    private final Console console;

    @FormerNames("--threads")
    @Option(
            names = "--native-threads",
            paramLabel = "N",
            description =
                    "Native threads of an operation; one per processor without this. As many"
                            + " searches run at once as that leaves processors for.")
    private int threads = Runtime.getRuntime().availableProcessors();

    @Option(
            names = "--captions",
            paramLabel = "N",
            defaultValue = "1280",
            description = "Captions per measurement (${DEFAULT-VALUE}).")
    private int captions;

    @Option(
            names = "--channels",
            paramLabel = "N",
            defaultValue = "1024",
            description = "Features per cell of the 7x7 grid (${DEFAULT-VALUE}).")
    private int channels;

    @Option(
            names = "--vocabulary",
            paramLabel = "N",
            defaultValue = "2543",
            description = "Words in the vocabulary (${DEFAULT-VALUE}).")
    private int vocabulary;

    @Option(
            names = "--words",
            paramLabel = "N",
            defaultValue = "11",
            description = "Words of each caption trained on (${DEFAULT-VALUE}).")
    private int words;

    @Option(
            names = "--decoders",
            paramLabel = "KIND",
            split = ",",
            completionCandidates = Names.class,
            description = "Of ${COMPLETION-CANDIDATES}, separated by commas; all without this.")
    private List<String> decoders = List.of();

    @Option(names = "--learning-only", description = "Leave the searches out.")
    private boolean learningOnly;

    @Option(names = "--json", description = "Print JSON.")
    private boolean json;

    /** What {@code --decoders} can be, for help and completion. */
    static final class Names implements Iterable<String> {
        @Override
        public Iterator<String> iterator() {
            return DecoderRegistry.kinds().stream().map(DecoderKind::name).iterator();
        }
    }

    BenchDecodersCommand(Console console) {
        this.console = console;
    }

    @Override
    public void run() {
        if (threads < 1
                || words < 1
                || words > LONGEST
                || captions < IMAGES_LEAST
                || vocabulary < 5
                || channels < 1) {
            throw new InputException(
                    "--native-threads and --channels must be at least 1, --vocabulary 5, --captions"
                            + " "
                            + IMAGES_LEAST
                            + ", --words 1 to "
                            + LONGEST);
        }
        List<DecoderKind> kinds =
                decoders.isEmpty()
                        ? DecoderRegistry.kinds()
                        : decoders.stream().map(DecoderRegistry::named).toList();
        TensorEngine.start(threads);
        TensorEngine.stopRecording();
        DecoderBench bench =
                new DecoderBench(
                        new DecoderShape(7, 7, channels, vocabulary, LONGEST), captions, words);
        int searchers = searchers();
        List<DecoderMeasurement> measurements = new ArrayList<>();
        int[] widths = learningOnly ? new int[0] : new int[] {1, 3, 5};
        int count = kinds.size() * (Precision.values().length + widths.length);
        try (ProgressBar bar = console.progress("measuring", "measurements", count)) {
            for (DecoderKind kind : kinds) {
                for (Precision precision : Precision.values()) {
                    measurements.add(bench.train(kind, precision));
                    bar.advance(1);
                }
                for (int beams : widths) {
                    SearchOptions search = new SearchOptions(beams, 0.7, LONGEST);
                    measurements.add(bench.search(kind, search, searchers));
                    bar.advance(1);
                }
            }
        }
        console.data().print(json ? json(measurements) : text(measurements));
    }

    private int searchers() {
        return Math.max(1, Runtime.getRuntime().availableProcessors() / threads);
    }

    private String text(List<DecoderMeasurement> measurements) {
        List<List<String>> rows = measurements.stream().map(BenchDecodersCommand::row).toList();
        return new TextTable(HEADINGS, WORDS, rows).text()
                + String.format(
                        Locale.ROOT,
                        "%n%d native thread(s), %d search(es) at once, 7x7x%d grids, vocabulary of"
                            + " %d, default sizes; trained on captions of %d words in batches of"
                            + " 64, generated up to %d; %s%n",
                        threads,
                        searchers(),
                        channels,
                        vocabulary,
                        words,
                        LONGEST,
                        TensorEngine.version());
    }

    private static List<String> row(DecoderMeasurement measurement) {
        return List.of(
                measurement.decoder(),
                measurement.work(),
                String.format(Locale.ROOT, "%.1f", measurement.captionsPerSecond()),
                String.format(Locale.ROOT, "%.2f", measurement.cpuMilliseconds()),
                measurement.grownBytes().isPresent()
                        ? Long.toString(measurement.grownBytes().getAsLong() >> 20)
                        : "-");
    }

    private String json(List<DecoderMeasurement> measurements) {
        ObjectNode root = BenchJson.start();
        root.put("threads", threads);
        root.put("searches_at_once", searchers());
        root.put("channels", channels);
        root.put("vocabulary", vocabulary);
        root.put("words", words);
        var array = root.putArray("decoders");
        for (DecoderMeasurement each : measurements) {
            ObjectNode node = array.addObject();
            node.put("decoder", each.decoder());
            node.put("work", each.work());
            node.put("captions_per_second", each.captionsPerSecond());
            node.put("cpu_milliseconds_per_caption", each.cpuMilliseconds());
            each.grownBytes().ifPresent(value -> node.put("grown_bytes", value));
        }
        return root.toPrettyString() + "\n";
    }
}

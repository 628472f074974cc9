package org.captioner.cli.command;

import org.captioner.cli.bench.ChildProcess;
import org.captioner.cli.bench.EncoderTable;
import org.captioner.cli.terminal.Console;
import org.captioner.cli.terminal.ProgressBar;
import org.captioner.dataset.InputException;
import org.captioner.encoder.EncoderOptions;
import org.captioner.encoder.backend.EncoderBackend;
import org.captioner.encoder.resnet.ResNetArchitecture;
import org.captioner.encoder.resnet.ResNetFeatures;
import org.captioner.encoder.resnet.ResNetWeights;
import org.captioner.encoder.tensor.TensorEngine;
import org.captioner.encoder.transform.ImageTransform;
import org.captioner.encoder.transform.Resize;
import org.captioner.pipeline.bench.EncoderBench;
import org.captioner.pipeline.bench.EncoderMeasurement;
import org.jspecify.annotations.Nullable;

import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/** {@code captioner bench encoders}: networks and back ends side by side. */
@Command(
        name = "encoders",
        description = {
            "Measures encoders side by side: photos per second, processor time and memory, each in"
                    + " a",
            "process of its own.",
            "Networks have random weights, unless a file is given; speed does not depend on them."
        },
        footer = {
            "",
            "Examples:",
            "  captioner bench encoders",
            "  captioner bench encoders --depths 50,101 --backends onnx,fused-bf16 --markdown",
            "  captioner bench encoders --depths 50 --torchscript vgg16.pt",
            "  captioner bench encoders --weights resnet50.safetensors --workers 4 --json"
        })
final class BenchEncodersCommand implements Runnable {
    private static final double LONGEST = 600;
    private static final String ROW = "--row";

    private final Console console;

    @Option(
            names = "--depths",
            split = ",",
            paramLabel = "DEPTH",
            defaultValue = "18,34,50,101,152",
            description = "ResNets to measure (${DEFAULT-VALUE}).")
    private List<Integer> depths;

    @Option(
            names = "--weights",
            paramLabel = "FILE",
            description = "Measure the network of this file instead.")
    private @Nullable Path weights;

    @Option(
            names = "--torchscript",
            paramLabel = "FILE",
            description = {
                "Measure this file of torch.jit.save too; may be given several times.",
                "It is a program and will be run: only name files you trust."
            })
    private List<Path> torchScripts = List.of();

    @Option(
            names = "--backends",
            split = ",",
            paramLabel = "NAME",
            completionCandidates = Names.class,
            description = "Of ${COMPLETION-CANDIDATES}, separated by commas; all without this.")
    private List<String> backends = List.of();

    @Option(
            names = "--size",
            paramLabel = "PIXELS",
            defaultValue = "224",
            description = "Rows and columns of the pictures (${DEFAULT-VALUE}).")
    private int size;

    @Option(
            names = "--workers",
            paramLabel = "N",
            description = "Photos encoded at once; one per processor without this.")
    private int workers = Runtime.getRuntime().availableProcessors();

    @FormerNames("--threads")
    @Option(
            names = "--native-threads",
            paramLabel = "N",
            description = "Native threads per photo (${DEFAULT-VALUE}).")
    private int threads = 1;

    @Option(
            names = "--seconds",
            paramLabel = "S",
            defaultValue = "3",
            description = "How long each is measured (${DEFAULT-VALUE}).")
    private double seconds;

    @Option(names = ROW, hidden = true, description = "Measure this row alone, in this process.")
    private @Nullable Integer row;

    @Spec private CommandSpec spec;

    @ArgGroup(exclusive = true)
    private TableForm form = new TableForm();

    /** What {@code --backends} can be, for help and completion. */
    static final class Names implements Iterable<String> {
        @Override
        public Iterator<String> iterator() {
            return EncoderBackend.concrete().stream().map(EncoderBackend::label).iterator();
        }
    }

    BenchEncodersCommand(Console console) {
        this.console = console;
    }

    @Override
    public void run() {
        requireSensible();
        List<Row> rows = rows();
        List<EncoderMeasurement> measurements = new ArrayList<>();
        if (row != null || rows.size() == 1) {
            Row only = rows.get(row == null ? 0 : row);
            measurements.add(only.measure(new EncoderBench(workers, threads, seconds)));
        } else {
            measureApart(rows.size(), measurements);
            TensorEngine.start(threads);
        }
        EncoderTable table = new EncoderTable(workers, threads, measurements);
        console.data().print(form.print(table::text, table::json, table::markdown));
    }

    /** One line of the table to be. */
    private interface Row {
        EncoderMeasurement measure(EncoderBench bench);
    }

    /** Nothing is opened before it is measured: memory is to be that of one encoder. */
    private List<Row> rows() {
        List<EncoderBackend> chosen =
                backends.isEmpty()
                        ? EncoderBackend.concrete()
                        : backends.stream().map(EncoderBackend::parse).toList();
        List<Row> rows = new ArrayList<>();
        if (weights == null) {
            for (int depth : depths) {
                ResNetArchitecture network = ResNetArchitecture.ofDepth(depth);
                chosen.forEach(backend -> rows.add(bench -> bench.measure(network, size, backend)));
            }
        } else {
            Path given = weights;
            chosen.forEach(backend -> rows.add(bench -> file(given, bench, backend)));
        }
        torchScripts.forEach(file -> rows.add(bench -> bench.measure(file, size)));
        return rows;
    }

    private EncoderMeasurement file(Path weights, EncoderBench bench, EncoderBackend backend) {
        try (ResNetWeights file = ResNetWeights.open(weights)) {
            ImageTransform transform = ImageTransform.imageNet(Resize.SQUASH, size);
            ResNetFeatures features =
                    EncoderOptions.defaults().withTransform(transform).resolve(file);
            return bench.measure(features, file::values, backend);
        }
    }

    /** A process for each row, with this command's own options. */
    private void measureApart(int rows, List<EncoderMeasurement> measurements) {
        List<String> arguments =
                new ArrayList<>(spec.root().commandLine().getParseResult().originalArgs());
        arguments.removeAll(List.of(TableForm.JSON, TableForm.MARKDOWN));
        console.log("measuring " + Counted.count(rows, "encoder"));
        try (ProgressBar bar = bar(rows)) {
            for (int index = 0; index < rows; index++) {
                List<String> one = new ArrayList<>(arguments);
                one.addAll(List.of(TableForm.JSON, ROW, Integer.toString(index)));
                measurements.addAll(EncoderTable.measurements(ChildProcess.run(one)));
                bar.advance(1);
            }
        }
    }

    private ProgressBar bar(long total) {
        return console.progress("measuring", "encoders", total);
    }

    private void requireSensible() {
        if (weights != null && spec.commandLine().getParseResult().hasMatchedOption("--depths")) {
            throw new InputException(
                    "--depths chooses networks with random weights, which --weights replaces; leave"
                            + " one out");
        }
        if (workers < 1 || threads < 1) {
            throw new InputException("--workers and --native-threads must be at least 1");
        }
        if (!(seconds > 0 && seconds <= LONGEST)) {
            throw new InputException(
                    "--seconds " + seconds + " is out of range; give up to " + LONGEST);
        }
    }
}

package org.captioner.app.command;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.captioner.app.bench.EncoderBench;
import org.captioner.app.bench.EncoderMeasurement;
import org.captioner.app.bench.EncoderTable;
import org.captioner.app.terminal.Console;
import org.captioner.app.terminal.ProgressBar;
import org.captioner.dataset.InputException;
import org.captioner.encoder.EncoderOptions;
import org.captioner.encoder.backend.EncoderBackend;
import org.captioner.encoder.resnet.ResNetArchitecture;
import org.captioner.encoder.resnet.ResNetFeatures;
import org.captioner.encoder.resnet.ResNetWeights;
import org.captioner.encoder.transform.ImageTransform;
import org.captioner.encoder.transform.Resize;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code captioner bench encoders}: networks and back ends side by side. */
@Command(
        name = "encoders",
        description = {
            "Measures encoders side by side: photos per second, processor time and memory.",
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
    private Path weights;

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
            paramLabel = "BACKEND",
            description = "Of djl, fused, fused-bf16, onnx; all without this.")
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

    @Option(
            names = "--threads",
            paramLabel = "N",
            defaultValue = "1",
            description = "Native threads per photo (${DEFAULT-VALUE}).")
    private int threads;

    @Option(
            names = "--seconds",
            paramLabel = "S",
            defaultValue = "3",
            description = "How long each is measured (${DEFAULT-VALUE}).")
    private double seconds;

    @ArgGroup(exclusive = true)
    private Form form = new Form();

    /** How the table is printed. */
    private static final class Form {
        @Option(names = "--json", description = "Print JSON.")
        private boolean json;

        @Option(names = "--markdown", description = "Print a table in Markdown.")
        private boolean markdown;

        String print(EncoderTable table) {
            if (json) {
                return table.json();
            }
            return markdown ? table.markdown() : table.text();
        }
    }

    BenchEncodersCommand(Console console) {
        this.console = console;
    }

    @Override
    public void run() {
        requireSensible();
        List<EncoderBackend> chosen =
                backends.isEmpty()
                        ? EncoderBackend.concrete()
                        : backends.stream().map(EncoderBackend::parse).toList();
        EncoderBench bench = new EncoderBench(workers, threads, seconds);
        List<EncoderMeasurement> measurements =
                weights == null ? depths(bench, chosen) : file(bench, chosen);
        torchScripts.forEach(file -> measurements.add(bench.measure(file, size)));
        EncoderTable table =
                new EncoderTable(workers, threads, bench.peakMultiplyAdds(), measurements);
        console.data().print(form.print(table));
    }

    private List<EncoderMeasurement> depths(EncoderBench bench, List<EncoderBackend> chosen) {
        List<ResNetArchitecture> networks =
                depths.stream().map(ResNetArchitecture::ofDepth).toList();
        List<EncoderMeasurement> measurements = new ArrayList<>();
        try (ProgressBar bar = bar((long) networks.size() * chosen.size())) {
            for (ResNetArchitecture network : networks) {
                for (EncoderBackend backend : chosen) {
                    measurements.add(bench.measure(network, size, backend));
                    bar.advance(1);
                }
            }
        }
        return measurements;
    }

    private List<EncoderMeasurement> file(EncoderBench bench, List<EncoderBackend> chosen) {
        List<EncoderMeasurement> measurements = new ArrayList<>();
        try (ResNetWeights file = ResNetWeights.open(weights);
                ProgressBar bar = bar(chosen.size())) {
            ImageTransform transform = ImageTransform.imageNet(Resize.SQUASH, size);
            ResNetFeatures features =
                    EncoderOptions.defaults().withTransform(transform).resolve(file);
            for (EncoderBackend backend : chosen) {
                measurements.add(bench.measure(features, file::values, backend));
                bar.advance(1);
            }
        }
        return measurements;
    }

    private ProgressBar bar(long total) {
        return console.progress("measuring", "encoders", total);
    }

    private void requireSensible() {
        if (workers < 1 || threads < 1) {
            throw new InputException("--workers and --threads must be at least 1");
        }
        if (!(seconds > 0 && seconds <= LONGEST)) {
            throw new InputException(
                    "--seconds " + seconds + " is out of range; give up to " + LONGEST);
        }
    }
}

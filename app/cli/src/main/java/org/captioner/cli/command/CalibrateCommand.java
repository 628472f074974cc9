package org.captioner.cli.command;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.captioner.cli.terminal.Console;
import org.captioner.cli.terminal.ProgressBar;
import org.captioner.dataset.InputException;
import org.captioner.decoder.bundle.BundleCalibration;
import org.captioner.encoder.resnet.ActivationRanges;
import org.captioner.pipeline.photo.FoundPhoto;
import org.captioner.pipeline.photo.PhotoFinder;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code captioner calibrate}: readies a model for eight bit arithmetic. */
@Command(
        name = "calibrate",
        description = {
            "Readies a model for --backend fused-int8, which encodes photos faster and less"
                    + " exactly.",
            "Shows it some photos and writes how large its activations get into the model's folder;"
                    + " nothing else changes, and the other back ends are not affected."
        },
        footer = {
            "",
            "Examples:",
            "  captioner calibrate photos --model model",
            "  captioner caption photos --model model --backend fused-int8 --output captions.csv"
        })
final class CalibrateCommand implements Runnable {
    private final Console console;

    @Parameters(
            paramLabel = "PATH",
            arity = "1..*",
            description = "Photos, and folders of photos, of the kind that will be captioned.")
    private List<Path> paths;

    @Option(
            names = "--model",
            required = true,
            paramLabel = "DIR",
            description = "The model bundle.")
    private Path model;

    @Option(
            names = "--photos",
            paramLabel = "N",
            defaultValue = "128",
            description = "How many to look at, evenly spread over all (${DEFAULT-VALUE}).")
    private int count;

    CalibrateCommand(Console console) {
        this.console = console;
    }

    @Override
    public void run() {
        if (count < 1) {
            throw new InputException("--photos is " + count + "; it must be at least 1");
        }
        List<FoundPhoto> found = PhotoFinder.find(paths).photos();
        int chosen = Math.min(count, found.size());
        List<Path> photos =
                IntStream.range(0, chosen)
                        .mapToObj(i -> found.get((int) ((long) i * found.size() / chosen)).file())
                        .toList();
        ActivationRanges ranges;
        try (ProgressBar bar = console.progress("calibrating", "photos", chosen)) {
            ranges = BundleCalibration.calibrate(model, photos, done -> bar.updateOf(done, chosen));
        }
        console.advance(model + ": calibrated on " + Counted.count(ranges.photos(), "photo"));
    }
}

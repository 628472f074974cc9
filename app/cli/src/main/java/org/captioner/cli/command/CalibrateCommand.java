package org.captioner.cli.command;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.captioner.cli.terminal.Console;
import org.captioner.cli.terminal.ProgressBar;
import org.captioner.dataset.InputException;
import org.captioner.decoder.bundle.BundleCalibration;
import org.captioner.encoder.resnet.ActivationRanges;
import org.captioner.pipeline.photo.FoundPhoto;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code captioner calibrate}: prepares a model for eight bit arithmetic. */
@Command(
        name = "calibrate",
        description = {
            "Prepares a model for --backend fused-int8, which encodes photos faster and less"
                    + " exactly.",
            "Encodes some photos and stores the range of each activation in the model's folder;"
                    + " other back ends are not affected."
        },
        footer = {
            "",
            "Examples:",
            "  captioner calibrate photos --model model",
            "  captioner caption photos --model model --backend fused-int8 --output captions.csv"
        })
final class CalibrateCommand implements Runnable {
    private final Console console;

    @Mixin private PhotoPathsMixin paths;

    @Mixin private ModelOption model;

    @Option(
            names = "--photos",
            paramLabel = "N",
            defaultValue = "128",
            description = "How many to encode, evenly spread over all (${DEFAULT-VALUE}).")
    private int count;

    CalibrateCommand(Console console) {
        this.console = console;
    }

    @Override
    public void run() {
        if (count < 1) {
            throw new InputException("--photos is " + count + "; it must be at least 1");
        }
        List<FoundPhoto> found = paths.find(Optional.empty()).photos();
        int chosen = Math.min(count, found.size());
        List<Path> photos =
                IntStream.range(0, chosen)
                        .mapToObj(i -> found.get((int) ((long) i * found.size() / chosen)).file())
                        .toList();
        console.log("calibrating " + model.model() + " on " + Counted.count(chosen, "photo"));
        ActivationRanges ranges;
        try (ProgressBar bar = console.progress("calibrating", "photos", chosen)) {
            ranges =
                    BundleCalibration.calibrate(
                            model.model(), photos, done -> bar.updateOf(done, chosen));
        }
        console.log(model.model() + ": calibrated on " + Counted.count(ranges.photos(), "photo"));
    }
}

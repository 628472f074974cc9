package org.captioner.cli.command;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.captioner.cli.terminal.Console;
import org.captioner.cli.terminal.ProgressBar;
import org.captioner.cli.terminal.TextTable;
import org.captioner.dataset.CaptionDataset;
import org.captioner.dataset.format.ImageCheck;
import org.captioner.decoder.search.SearchOptions;
import org.captioner.encoder.tensor.TensorEngine;
import org.captioner.pipeline.Captioner;
import org.captioner.pipeline.bulk.PhotoEncoder;
import org.captioner.pipeline.calibration.ConfidenceCalibration;
import org.captioner.pipeline.calibration.ConfidenceCalibration.Outcome;
import org.captioner.pipeline.confidence.ConfidenceFile;
import org.captioner.pipeline.evaluation.SplitCaptions;
import org.captioner.pipeline.evaluation.SplitCaptions.KeptFeatures;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code captioner calibrate-confidence}: lets a model state how far to trust its captions. */
@Command(
        name = "calibrate-confidence",
        description = {
            "Lets a model state a confidence from 0 to 1 with each caption.",
            "Measures how photos of the training split differ from one another, captions the dev"
                    + " split, and fits confidence to the CIDEr that a caption may be expected to"
                    + " score, relative to what people score against each other. The result is"
                    + " stored in the model's folder; captions stay the same.",
            "Prints how well it foretells the CIDEr of dev captions that it was not fitted to"
                    + " (tenfold cross-validation)."
        },
        footer = {
            "",
            "Examples:",
            "  captioner calibrate-confidence --model run/best --data Flickr8k",
            "  captioner caption photos --model run/best --min-confidence 0.1"
        })
final class CalibrateConfidenceCommand implements Runnable {
    private final Console console;

    @Mixin private ModelOption model;

    @Mixin private DataOptions data;

    @Option(
            names = "--photos",
            paramLabel = "N",
            defaultValue = "3000",
            description =
                    "How many photos of the training split to measure, evenly spread over it"
                            + " (${DEFAULT-VALUE}).")
    private int photos;

    @Mixin private SearchMixin search;

    @Mixin private BackendMixin backend;

    @Option(
            names = "--store",
            paramLabel = "DIR",
            description = "Where features of photos are kept for the next time, as in train.")
    private @Nullable Path store;

    CalibrateConfidenceCommand(Console console) {
        this.console = console;
    }

    @Override
    public void run() {
        console.log("reading the dataset");
        CaptionDataset dataset = data.read(ImageCheck.EXISTENCE);
        console.log("loading the model " + model.model());
        TensorEngine.start(1);
        try (Captioner captioner =
                Captioner.loadWithoutConfidence(model.model(), backend.chosen())) {
            SearchOptions wanted = search.over(captioner.searchDefaults(), 1);
            SplitCaptions split = new SplitCaptions(captioner, wanted);
            ConfidenceCalibration calibration =
                    new ConfidenceCalibration(captioner, wanted, dataset, photos);
            Outcome outcome =
                    store == null
                            ? run(calibration, PhotoEncoder.ofFiles(captioner))
                            : runFromStore(calibration, split, new KeptFeatures(store, dataset));
            ConfidenceFile.save(model.model(), outcome.fit().confidence(), outcome.notes());
            console.log(model.model().resolve(ConfidenceFile.NAME) + " written");
            console.data().print(text(outcome));
        }
    }

    private Outcome runFromStore(
            ConfidenceCalibration calibration, SplitCaptions split, KeptFeatures kept) {
        try (ProgressBar bar = console.progress("encoding", "photos", 0)) {
            split.fill(kept, calibration.photos(), new EncodingProgress(console, bar));
        }
        return split.withFeatures(kept, encoder -> run(calibration, encoder));
    }

    private Outcome run(ConfidenceCalibration calibration, PhotoEncoder encoder) {
        int count = calibration.photos().size();
        try (ProgressBar bar = console.progress("calibrating", "photos", count)) {
            return calibration.run(encoder, bar::advance);
        }
    }

    private static String text(Outcome outcome) {
        List<String> header = new ArrayList<>(List.of("out of fold"));
        List<List<String>> rows =
                List.of(
                        row("dev captions"),
                        row("Spearman with CIDEr"),
                        row("mean confidence"),
                        row("mean relative CIDEr"),
                        row("calibration error"));
        outcome.qualities()
                .forEach(
                        (search, quality) -> {
                            header.add(search);
                            rows.get(0).add(Integer.toString(quality.captions()));
                            rows.get(1).add(decimals(quality.spearman()));
                            rows.get(2).add(decimals(quality.confidence()));
                            rows.get(3).add(decimals(quality.relative()));
                            rows.get(4).add(decimals(quality.calibrationError()));
                        });
        return String.format(Locale.ROOT, "person's CIDEr %.2f\n\n", 100 * outcome.personScore())
                + new TextTable(header, 1, rows).text();
    }

    private static List<String> row(String name) {
        return new ArrayList<>(List.of(name));
    }

    private static String decimals(double value) {
        return String.format(Locale.ROOT, "%.3f", value);
    }
}

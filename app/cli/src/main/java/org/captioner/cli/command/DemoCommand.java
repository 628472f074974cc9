package org.captioner.cli.command;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.captioner.cli.terminal.Console;
import org.captioner.cli.terminal.ProgressBar;
import org.captioner.dataset.CaptionDataset;
import org.captioner.dataset.Split;
import org.captioner.dataset.format.DatasetReaders;
import org.captioner.dataset.format.ReadOptions;
import org.captioner.dataset.scene.Scene;
import org.captioner.dataset.scene.SceneGenerator;
import org.captioner.dataset.scene.SceneJudge;
import org.captioner.dataset.scene.SceneOptions;
import org.captioner.decoder.training.RunFolder;
import org.captioner.encoder.tensor.TensorEngine;
import org.captioner.eval.MetricContext;
import org.captioner.eval.file.PredictionSet;
import org.captioner.eval.registry.MetricRegistry;
import org.captioner.pipeline.Captioner;
import org.captioner.pipeline.demo.SceneReport;
import org.captioner.pipeline.demo.SceneTraining;
import org.captioner.pipeline.evaluation.Evaluation;
import org.captioner.pipeline.evaluation.SplitCaptions;
import org.captioner.pipeline.report.HtmlPage;
import org.captioner.pipeline.training.CaptionerTraining;
import org.captioner.pipeline.training.TrainingRequest;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code captioner demo}: everything at once, on pictures that are drawn on the spot. */
@Command(
        name = "demo",
        description = {
            "Draws scenes of coloured shapes, trains a captioner on them, captions scenes with"
                    + " combinations that training did not contain, scores the captions, and writes"
                    + " a report. Needs no data; takes a few minutes."
        },
        footer = {"", "Example:", "  captioner demo --output demo"})
final class DemoCommand implements Runnable {
    private static final String SPLIT_FOLDER = "scenes";

    private final Console console;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "DIR",
            defaultValue = "captioner-demo",
            description =
                    "Where scenes, model and report go (${DEFAULT-VALUE}); an interrupted demo"
                            + " there goes on.")
    private Path output;

    @Option(
            names = "--epochs",
            paramLabel = "N",
            defaultValue = "14",
            description = "Passes over the training scenes (${DEFAULT-VALUE}).")
    private int epochs;

    @Option(
            names = "--train-images",
            paramLabel = "N",
            defaultValue = "1600",
            description = "Training scenes (${DEFAULT-VALUE}).")
    private int trainImages;

    @Option(
            names = "--seed",
            paramLabel = "N",
            defaultValue = "1",
            description = "Seed of the scenes and of training (${DEFAULT-VALUE}).")
    private long seed;

    @Mixin private ThreadsMixin threads;

    DemoCommand(Console console) {
        this.console = console;
    }

    @Override
    public void run() {
        SceneOptions options = SceneOptions.standard(seed).withTrainImages(trainImages);
        Path folder = output.resolve(SPLIT_FOLDER);
        console.log("drawing scenes into " + folder);
        List<Scene> held =
                new SceneGenerator(options)
                        .generate(folder).stream()
                                .filter(scene -> scene.split() == Split.TEST)
                                .toList();
        CaptionDataset dataset = DatasetReaders.read(folder, ReadOptions.defaults());
        train(dataset, options.imageSize())
                .ifPresent(
                        bundle -> {
                            SceneReport report = caption(bundle, dataset, held);
                            Path page = output.resolve("report.html");
                            HtmlPage.write(page, report.page(folder.resolve("images")));
                            print(report, page, bundle);
                        });
    }

    private Optional<Path> train(CaptionDataset dataset, int imageSize) {
        TensorEngine.start(threads.count());
        try (RunFolder run = RunFolder.open(output.resolve("run"))) {
            TrainingRequest request =
                    SceneTraining.request(
                            dataset, imageSize, SceneTraining.recipe(epochs, seed), run);
            try (CaptionerTraining training =
                            CaptionerTraining.prepare(request, (done, total) -> {});
                    TrainingConsole progress = new TrainingConsole(console, run.path())) {
                return progress.train(training, "to go on, run the same command")
                        .map(history -> run.best());
            }
        }
    }

    private SceneReport caption(Path bundle, CaptionDataset dataset, List<Scene> held) {
        try (Captioner captioner = Captioner.load(bundle);
                ProgressBar bar = console.progress("captioning", "scenes", held.size())) {
            SplitCaptions split = new SplitCaptions(captioner, captioner.searchDefaults());
            PredictionSet set =
                    split.caption(dataset.split(Split.TEST), bundle.toString(), bar::advance);
            return new SceneReport(
                    set.captions(),
                    held,
                    new SceneJudge().judge(set.captions(), held),
                    Evaluation.score(
                            dataset,
                            Split.TEST,
                            set,
                            split.conditions(),
                            MetricRegistry.create(
                                    MetricRegistry.usual(), MetricContext.standard())));
        }
    }

    private void print(SceneReport report, Path page, Path bundle) {
        StringBuilder text = new StringBuilder();
        text.append(report.accuracy().scenes());
        text.append(" held-out scenes with combinations that training did not contain\n\n");
        report.shares().forEach((name, share) -> text.append(line(name, share)));
        text.append('\n');
        report.evaluation().scores().forEach((name, score) -> text.append(line(name, 100 * score)));
        text.append("\nreport ").append(page).append("\nmodel  ").append(bundle).append('\n');
        console.data().print(text);
    }

    private static String line(String name, double hundredths) {
        return String.format(Locale.ROOT, "%-30s %6.1f\n", name, hundredths);
    }
}

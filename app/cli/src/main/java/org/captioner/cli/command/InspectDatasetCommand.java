package org.captioner.cli.command;

import org.captioner.cli.terminal.Console;
import org.captioner.cli.terminal.ProgressBar;
import org.captioner.dataset.CaptionDataset;
import org.captioner.dataset.CaptionedImage;
import org.captioner.dataset.DatasetProblem.Severity;
import org.captioner.dataset.format.PixelCheck;
import org.captioner.dataset.statistics.DatasetStatistics;
import org.captioner.dataset.statistics.StatisticsReport;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;

/** {@code captioner inspect dataset}: a dataset in numbers, and what is wrong with it. */
@Command(
        name = "dataset",
        description = "Prints sizes, caption lengths, vocabulary and problems of a dataset.",
        footer = {
            "",
            "Ends with exit code 2 if the dataset has an error, such as an image in two splits.",
            "",
            "Examples:",
            "  captioner inspect dataset Flickr8k --check-pixels",
            "  captioner inspect dataset captions.csv --images photos --json"
        })
final class InspectDatasetCommand implements Callable<Integer> {
    private final Console console;

    @Parameters(paramLabel = "DATASET", description = "Folder, or file with the captions.")
    private Path location;

    @Mixin private DatasetMixin layout;

    @Option(
            names = "--check-pixels",
            description = "Decode all pictures: finds damaged ones, and twins under two names.")
    private boolean checkPixels;

    @Option(names = "--json", description = "Print one JSON object.")
    private boolean json;

    InspectDatasetCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        CaptionDataset dataset = layout.inspect(location);
        if (checkPixels) {
            dataset = withPixelProblems(dataset);
        }
        StatisticsReport report = new StatisticsReport(DatasetStatistics.compute(dataset));
        console.data().print(json ? report.json() : report.text());
        boolean sound =
                dataset.problems().stream()
                        .noneMatch(problem -> problem.severity() == Severity.ERROR);
        return sound ? ExitCode.DONE : ExitCode.USER_MISTAKE;
    }

    private CaptionDataset withPixelProblems(CaptionDataset dataset) {
        List<CaptionedImage> all = dataset.images();
        try (ProgressBar bar = console.progress("decoding", "photos", all.size())) {
            return dataset.withProblems(new PixelCheck().problems(all, () -> bar.advance(1)));
        }
    }
}

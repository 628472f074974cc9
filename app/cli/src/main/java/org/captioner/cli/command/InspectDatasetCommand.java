package org.captioner.cli.command;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.captioner.cli.terminal.Console;
import org.captioner.cli.terminal.ProgressBar;
import org.captioner.dataset.CaptionDataset;
import org.captioner.dataset.CaptionedImage;
import org.captioner.dataset.DatasetProblem.Severity;
import org.captioner.dataset.format.DatasetFormat;
import org.captioner.dataset.format.DatasetReaders;
import org.captioner.dataset.format.PixelCheck;
import org.captioner.dataset.format.ReadOptions;
import org.captioner.dataset.statistics.DatasetStatistics;
import org.captioner.dataset.statistics.StatisticsReport;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

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

    @FormerNames("--format")
    @Option(
            names = "--data-format",
            paramLabel = "FORMAT",
            completionCandidates = DatasetFormatNames.class,
            converter = DatasetFormatNames.class,
            description = "${COMPLETION-CANDIDATES}; else detected.")
    private Optional<DatasetFormat> format;

    @Option(
            names = "--images",
            paramLabel = "DIR",
            description = "Folder of the pictures; else found by its usual names.")
    private Optional<Path> images;

    @FormerNames("--seed")
    @Option(
            names = "--split-seed",
            paramLabel = "N",
            defaultValue = "1",
            description =
                    "Seed of the split that is made, by image, where the files state none"
                            + " (${DEFAULT-VALUE}).")
    private long splitSeed;

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
        CaptionDataset dataset = DatasetReaders.inspect(location, options());
        if (checkPixels) {
            dataset = withPixelProblems(dataset);
        }
        StatisticsReport report = new StatisticsReport(DatasetStatistics.of(dataset));
        console.data().print(json ? report.json() : report.text());
        boolean sound =
                dataset.problems().stream()
                        .noneMatch(problem -> problem.severity() == Severity.ERROR);
        return sound ? ExitCode.DONE : ExitCode.USER_MISTAKE;
    }

    private ReadOptions options() {
        ReadOptions options = ReadOptions.defaults().withSeed(splitSeed);
        if (format.isPresent()) {
            options = options.withFormat(format.get());
        }
        return images.isPresent() ? options.withImages(images.get()) : options;
    }

    private CaptionDataset withPixelProblems(CaptionDataset dataset) {
        List<CaptionedImage> all = dataset.images();
        try (ProgressBar bar = console.progress("decoding", "photos", all.size())) {
            return dataset.withProblems(new PixelCheck().problems(all, () -> bar.advance(1)));
        }
    }
}

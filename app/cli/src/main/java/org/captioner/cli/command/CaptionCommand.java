package org.captioner.cli.command;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.captioner.cli.terminal.Console;
import org.captioner.cli.terminal.ProgressBar;
import org.captioner.dataset.InputException;
import org.captioner.decoder.search.SearchOptions;
import org.captioner.encoder.tensor.TensorEngine;
import org.captioner.pipeline.Captioner;
import org.captioner.pipeline.bulk.BulkCaptioning;
import org.captioner.pipeline.bulk.ModelPhotoCaptioner;
import org.captioner.pipeline.output.CaptionFileWriter;
import org.captioner.pipeline.output.CaptionFileWriter.Existing;
import org.captioner.pipeline.output.CaptionFormat;
import org.captioner.pipeline.output.CaptionStreamWriter;
import org.captioner.pipeline.output.CaptionWriter;
import org.captioner.pipeline.photo.FoundPhoto;
import org.captioner.pipeline.photo.PhotoFinder;
import org.captioner.pipeline.photo.PhotoSearch;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code captioner caption}: a sentence for every photo below some paths. */
@Command(
        name = "caption",
        description = {
            "Captions photos, folders recursively, one row a photo in the order of their names.",
            "A photo that cannot be read is a row with an error and stops nothing. Photos are never"
                    + " changed."
        },
        footer = {
            "",
            "Examples:",
            "  captioner caption photos --model model --output captions.csv",
            "  captioner caption photos --model model --output captions.csv --resume",
            "  captioner caption a.jpg b.png --model model --format jsonl --beam 5"
        })
final class CaptionCommand implements Callable<Integer> {
    private final Console console;

    @Parameters(paramLabel = "PATH", arity = "1..*", description = "Photos and folders of photos.")
    private List<Path> paths;

    @Option(
            names = "--model",
            required = true,
            paramLabel = "DIR",
            description = "The model bundle.")
    private Path model;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FILE",
            description =
                    "Where the rows go: a .csv or .jsonl file, which is valid after every row;"
                            + " standard output without this.")
    private Path output;

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            description = "csv (image,caption,error) or jsonl; by the output's name without this.")
    private CaptionFormat format;

    @ArgGroup private final ExistingOutput existing = new ExistingOutput();

    @Mixin private SearchMixin search;

    @Mixin private BackendMixin backend;

    @Option(
            names = "--batch",
            paramLabel = "N",
            defaultValue = "16",
            description =
                    "Photos whose sentences are searched for together (${DEFAULT-VALUE}); changes"
                            + " no caption.")
    private int batch;

    @Option(
            names = "--threads",
            paramLabel = "N",
            description = "Threads that read, encode and caption photos; as many as cores else.")
    private Integer threads;

    @Option(names = "--strict", description = "End with exit code 1 if any photo failed.")
    private boolean strict;

    CaptionCommand(Console console) {
        this.console = console;
    }

    /** What to do with an output file that exists. */
    static final class ExistingOutput {
        @Option(
                names = "--resume",
                description = "Go on with an output file: keep its captions, caption the rest.")
        private boolean resume;

        @Option(names = "--overwrite", description = "Replace an output file.")
        private boolean overwrite;

        Existing choice() {
            return resume ? Existing.RESUME : overwrite ? Existing.REPLACE : Existing.REFUSE;
        }
    }

    @Override
    public Integer call() {
        PhotoSearch found = PhotoFinder.find(paths);
        TensorEngine.start(1);
        try (Captioner captioner = Captioner.load(model, backend.chosen())) {
            SearchOptions options = search.over(captioner.searchDefaults());
            BulkCaptioning<float[]> run =
                    new BulkCaptioning<>(
                            new ModelPhotoCaptioner(captioner, options),
                            batch,
                            threads == null ? Runtime.getRuntime().availableProcessors() : threads);
            if (output == null) {
                CaptionFormat rows = format == null ? CaptionFormat.CSV : format;
                return caption(found, run, new CaptionStreamWriter(console.data(), rows), Set.of());
            }
            refuseToReplace(found);
            CaptionFormat rows = format == null ? CaptionFormat.of(output) : format;
            try (CaptionFileWriter file = CaptionFileWriter.open(output, rows, existing.choice())) {
                return caption(found, run, file, file.captioned());
            }
        }
    }

    /** Whatever else is asked for: photos are never changed. */
    private void refuseToReplace(PhotoSearch found) {
        Path target = output.toAbsolutePath().normalize();
        for (FoundPhoto photo : found.photos()) {
            if (photo.file().toAbsolutePath().normalize().equals(target)) {
                throw new InputException(
                        "output " + output + " is one of the photos; choose another file");
            }
        }
    }

    private int caption(
            PhotoSearch found,
            BulkCaptioning<float[]> run,
            CaptionWriter rows,
            Set<String> captioned) {
        long start = System.nanoTime();
        List<FoundPhoto> photos =
                found.photos().stream().filter(photo -> !captioned.contains(photo.name())).toList();
        found.unreadable().forEach(rows::write);
        BulkCaptioning.Tally tally;
        try (ProgressBar bar = console.progress("captioning", "photos", photos.size())) {
            tally = run.run(photos, rows, bar::advance);
        }
        int failed = tally.failed() + found.unreadable().size();
        summarise(found, captioned.size(), tally.captioned(), failed, System.nanoTime() - start);
        return strict && failed > 0 ? ExitCode.FAILED : ExitCode.DONE;
    }

    private void summarise(PhotoSearch found, int kept, int captioned, int failed, long nanos) {
        double seconds = nanos / 1e9;
        StringBuilder line = new StringBuilder();
        line.append(Counted.count(captioned, "photo")).append(" captioned");
        line.append(String.format(Locale.ROOT, " in %.1f s", seconds));
        if (kept > 0) {
            line.append(", ").append(kept).append(" kept from before");
        }
        if (failed > 0) {
            line.append(", ").append(failed).append(" failed (see the error column)");
        }
        if (!found.skipped().isEmpty()) {
            line.append("; other files left alone: ").append(kinds(found.skipped()));
        }
        console.advance(line.toString());
    }

    private static String kinds(Map<String, Integer> skipped) {
        return skipped.entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .map(
                        kind ->
                                kind.getValue()
                                        + " "
                                        + (kind.getKey().isEmpty()
                                                ? "without extension"
                                                : "." + kind.getKey()))
                .collect(Collectors.joining(", "));
    }
}

package org.captioner.cli.command;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.captioner.cli.terminal.Console;
import org.captioner.cli.terminal.Interruption;
import org.captioner.cli.terminal.ProgressBar;
import org.captioner.dataset.InputException;
import org.captioner.decoder.search.SearchOptions;
import org.captioner.encoder.tensor.TensorEngine;
import org.captioner.pipeline.CaptionOptions;
import org.captioner.pipeline.CaptionOptions.Detail;
import org.captioner.pipeline.Captioner;
import org.captioner.pipeline.bulk.BulkCaptioning;
import org.captioner.pipeline.bulk.BulkOptions;
import org.captioner.pipeline.bulk.BulkResult;
import org.captioner.pipeline.bulk.PhotoEncoder;
import org.captioner.pipeline.bulk.Resumption;
import org.captioner.pipeline.output.CaptionFormat;
import org.captioner.pipeline.output.CaptionFormats;
import org.captioner.pipeline.output.CaptionWriter;
import org.captioner.pipeline.output.CaptionedPhoto;
import org.captioner.pipeline.output.MinimumConfidence;
import org.captioner.pipeline.photo.FoundPhoto;
import org.captioner.pipeline.photo.PhotoSearch;
import org.captioner.pipeline.photo.PhotoSearch.UnreadableFolder;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code captioner caption}: a caption for every photo below some paths. */
@Command(
        name = "caption",
        description = {
            "Captions photos, folders recursively: a row for each photo, in the order of their"
                    + " names.",
            "An unreadable photo becomes a row with an error message. Photos are never changed."
        },
        footer = {
            "",
            "Names are relative to the folder that is given, or to the deepest folder that contains"
                    + " all",
            "paths that are given. A run that was stopped goes on with --resume; it loses at most"
                    + " the",
            "photos in hand, which --batch limits.",
            "",
            "Examples:",
            "  captioner caption photos --model model --output captions.csv",
            "  captioner caption photos --model model --output captions.csv --resume",
            "  captioner caption a.jpg b.png --model model --output-format jsonl --beam 5",
            "  captioner caption photos --model lstm --model transformer --beam 5"
        })
final class CaptionCommand implements Callable<Integer> {
    private final Console console;

    @Mixin private PhotoPathsMixin paths;

    @Mixin private ModelsOption models;

    @Mixin private ThreadsMixin threads;

    @Option(
            names = "--batch",
            paramLabel = "N",
            defaultValue = "16",
            description =
                    "Photos whose captions are searched for together (${DEFAULT-VALUE}); changes no"
                            + " caption.")
    private int batch;

    @Option(names = "--strict", description = "End with exit code 1 if any photo failed.")
    private boolean strict;

    @Option(
            names = "--root",
            paramLabel = "DIR",
            description = "Folder that the photos' names are relative to.")
    private @Nullable Path root;

    @Mixin private OutputMixin output;

    @Mixin private SearchMixin search;

    @Option(
            names = "--n-best",
            paramLabel = "N",
            defaultValue = "1",
            completionCandidates = CaptionFormatNames.WithDetails.class,
            description =
                    "Captions of each photo, up to the beam size; only for"
                            + " --output-format ${COMPLETION-CANDIDATES}.")
    private int captions;

    @Option(
            names = "--attention",
            completionCandidates = CaptionFormatNames.WithDetails.class,
            description =
                    "Write each word's probability and attention map; only for --output-format"
                            + " ${COMPLETION-CANDIDATES}.")
    private boolean attention;

    @Option(
            names = "--min-confidence",
            paramLabel = "X",
            description =
                    "Leave out captions whose confidence is below this, from 0 to 1; the row says"
                            + " so. Needs a model after captioner calibrate-confidence.")
    private @Nullable Double minimumConfidence;

    @Mixin private BackendMixin backend;

    CaptionCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        BulkOptions options = new BulkOptions(batch, threads.count());
        CaptionFormat format = output.format();
        if ((captions != 1 || attention) && !format.holdsDetails()) {
            throw new InputException(
                    "--n-best and --attention do not fit into "
                            + format.name()
                            + "; choose --output-format "
                            + String.join(" or ", CaptionFormats.namesWithDetails()));
        }
        if (minimumConfidence != null) {
            MinimumConfidence.require(minimumConfidence);
        }
        boolean resumes = output.resumes();
        PhotoSearch found = paths.find(Optional.ofNullable(root));
        console.log(Counted.count(found.photos().size(), "photo") + " found below " + found.root());
        output.file().ifPresent(file -> refuseToReplace(file, found));
        Resumption plan =
                resumes
                        ? new OutputResumption(
                                        console,
                                        output.file().orElseThrow(),
                                        format,
                                        minimumConfidence())
                                .plan(found)
                        : Resumption.fresh(found);
        if (resumes && plan.remaining().isEmpty() && found.unreadable().isEmpty()) {
            BulkResult nothing = new BulkResult(0, 0, 0, Optional.empty());
            console.log(new CaptionSummary(found, plan.matched(), nothing, 0, 0).line());
            return ExitCode.DONE;
        }
        console.log("loading the model " + models.label());
        TensorEngine.start(1);
        try (Captioner captioner = Captioner.load(models.models(), backend.chosen())) {
            CaptionOptions wanted =
                    new CaptionOptions(
                            search.over(captioner.searchDefaults(), captions),
                            captions,
                            attention ? Detail.WORDS : Detail.NONE);
            captioner.require(wanted.search());
            requireConfidence(captioner, wanted.search());
            BulkCaptioning run =
                    new BulkCaptioning(captioner, wanted, PhotoEncoder.ofFiles(captioner), options);
            try (MinimumConfidence rows =
                    new MinimumConfidence(
                            output.file()
                                    .map(file -> format.write(file, plan.kept()))
                                    .orElseGet(() -> format.write(console.data())),
                            minimumConfidence())) {
                return caption(plan, run, rows);
            }
        }
    }

    /** Whatever else is asked for: photos are never changed. */
    private static void refuseToReplace(Path output, PhotoSearch found) {
        Path target = output.toAbsolutePath().normalize();
        for (FoundPhoto photo : found.photos()) {
            if (photo.file().toAbsolutePath().normalize().equals(target)) {
                throw new InputException(
                        "output " + output + " is one of the photos; choose another file");
            }
        }
    }

    /** Without the option every caption is written. */
    private double minimumConfidence() {
        return minimumConfidence == null ? 0 : minimumConfidence;
    }

    private void requireConfidence(Captioner captioner, SearchOptions wanted) {
        if (minimumConfidence != null && captioner.confidence(wanted).isEmpty()) {
            throw models.withoutConfidence("--min-confidence", wanted);
        }
    }

    private int caption(Resumption plan, BulkCaptioning run, MinimumConfidence rows) {
        long start = System.nanoTime();
        for (UnreadableFolder folder : plan.photos().unreadable()) {
            FoundPhoto name = new FoundPhoto(folder.name(), folder.folder(), Optional.empty());
            rows.write(CaptionedPhoto.failed(name, folder.reason()));
        }
        try (Interruption interruption = Interruption.listen(() -> stop(run))) {
            BulkResult result = run(plan.remaining(), run, rows);
            double seconds = (System.nanoTime() - start) / 1e9;
            CaptionSummary summary =
                    new CaptionSummary(
                            plan.photos(), plan.matched(), result, rows.withheld(), seconds);
            console.log(summary.line());
            if (interruption.requested()) {
                console.warn(remedy());
            }
            return exitCode(summary);
        }
    }

    private BulkResult run(List<FoundPhoto> photos, BulkCaptioning run, CaptionWriter rows) {
        try (ProgressBar bar = console.progress("captioning", "photos", photos.size())) {
            return run.run(photos, rows, bar::advance);
        }
    }

    private void stop(BulkCaptioning run) {
        console.warn("stopping after the photos in hand");
        run.requestStop();
    }

    private String remedy() {
        return output.file().isPresent()
                ? "stopped; go on with the same command and --resume"
                : "stopped; with --output FILE a run can be gone on with";
    }

    private int exitCode(CaptionSummary summary) {
        Optional<Throwable> bug = summary.result().bug();
        bug.ifPresent(failure -> ErrorReports.printBug(console, "captioner caption", failure));
        boolean nothing = summary.result().captioned() == 0 && summary.kept() == 0;
        boolean failed = summary.failed() > 0 && (strict || nothing);
        return bug.isPresent() || failed ? ExitCode.FAILED : ExitCode.DONE;
    }
}

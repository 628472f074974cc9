package org.captioner.cli.command;

import org.captioner.cli.terminal.Console;
import org.captioner.dataset.InputException;
import org.captioner.dataset.Split;
import org.captioner.dataset.text.CaptionTokenizer;
import org.captioner.eval.Metric;
import org.captioner.eval.file.CaptionFile;
import org.captioner.eval.file.CaptionSet;
import org.captioner.eval.file.IdMatch;
import org.captioner.eval.human.JudgementFile;
import org.captioner.eval.report.PerImageCsv;
import org.captioner.eval.report.ScoreReport;
import org.captioner.eval.report.ScoreRun;
import org.captioner.eval.statistics.Resampling;
import org.captioner.pipeline.evaluation.HumanCorrelation;
import org.captioner.pipeline.evaluation.ImageSelection;
import org.captioner.pipeline.evaluation.OracleScores;
import org.jspecify.annotations.Nullable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** {@code captioner score}: captions against references, several systems side by side. */
@Command(
        name = "score",
        description = {
            "Scores captions against references, by the metrics of --metrics.",
            "",
            "Predictions and references are tables (CSV, TSV) with columns such as image and"
                    + " caption, JSON (COCO, Karpathy, lists, dictionaries), JSON Lines, lines of"
                    + " image id, tab and caption, or bare captions matched by line number."
                    + " References may also be any dataset folder.",
            "Images are matched by id, else by file name or number where that leaves no doubt;"
                    + " the output states it."
        },
        footer = {
            "",
            "Examples:",
            "  captioner score -r references.json lstm=lstm.json transformer=transformer.csv",
            "  captioner score -r Flickr8k --split dev predictions.csv --output-format markdown",
            "  captioner score -r Flickr8k.token.txt --human expert=ExpertAnnotations.txt"
        })
final class ScoreCommand implements Runnable {
    private static final String STATISTICS = "Confidence intervals and tests between systems";
    private static final String STUDIES = "Beside or in place of the usual scores";

    /** What the other two studies do not compute. */
    private static final List<String> OF_SYSTEMS =
            List.of("--per-image", "--resamples", "--seed", "--ceiling", "--training");

    private static final List<String> OF_IMAGES =
            List.of("--subset", "--images", "--split", "--oracle");

    private static final String IN_VAIN = "has no effect with ";

    private final Console console;

    @Parameters(
            arity = "0..*",
            paramLabel = "[NAME=]FILE",
            description = "Predictions of one system each; the first is the baseline.")
    private List<String> predictions = new ArrayList<>();

    @Spec private CommandSpec spec;

    @Mixin private ReferenceMixin references;

    @Mixin private MetricMixin metrics;

    @Mixin private ReportMixin form;

    @FormerNames("--images")
    @Option(
            names = "--subset",
            paramLabel = "FILE|LIST",
            description =
                    "Score these images only: a file with an id a line or with captions of them,"
                            + " or ids separated by commas.")
    private @Nullable String images;

    @Option(
            names = "--per-image",
            paramLabel = "FILE",
            description = "Also write every score of every image to this CSV file.")
    private @Nullable Path perImage;

    @OptionSection(STATISTICS)
    @Option(
            names = "--resamples",
            paramLabel = "N",
            defaultValue = "1000",
            description =
                    "Rounds for confidence intervals and tests between systems; 0 for none"
                            + " (default: ${DEFAULT-VALUE}).")
    private int resamples;

    @OptionSection(STATISTICS)
    @Option(
            names = "--seed",
            paramLabel = "N",
            defaultValue = "1",
            description = "Seed of the resampling (default: ${DEFAULT-VALUE}).")
    private long seed;

    @OptionSection(STUDIES)
    @Option(
            names = "--ceiling",
            description = "Also score every reference against the others: what people reach.")
    private boolean ceiling;

    @OptionSection(STUDIES)
    @Option(
            names = "--training",
            paramLabel = "PATH",
            description = "Training captions, to count the captions that are novel.")
    private @Nullable Path training;

    @OptionSection(STUDIES)
    @Option(
            names = "--oracle",
            paramLabel = "SCORE",
            description = "Predictions are n-best lists; choose the best caption by this score.")
    private @Nullable String oracle;

    @OptionSection(STUDIES)
    @Option(
            names = "--human",
            paramLabel = "KIND=FILE",
            description =
                    "Correlate metrics with human judgements: expert=FILE or crowdflower=FILE.")
    private Map<JudgementFile, Path> human = new LinkedHashMap<>();

    ScoreCommand(Console console) {
        this.console = console;
    }

    @Override
    public void run() {
        if (predictions.isEmpty() == human.isEmpty()) {
            throw new InputException("name either prediction files or --human, one of the two");
        }
        refuseWhatIsIgnored();
        List<Metric> chosen = metrics.chosen(references.sources());
        if (!human.isEmpty()) {
            print(new HumanCorrelation(chosen, references.all().captions()));
            return;
        }
        CaptionSet targets = references.ofSplit();
        ImageSelection selection =
                images == null
                        ? ImageSelection.all(targets)
                        : ImageSelection.named(images, targets);
        if (oracle != null) {
            print(new OracleScores(chosen, selection, oracle));
            return;
        }
        print(score(chosen, selection));
    }

    private void refuseWhatIsIgnored() {
        if (!human.isEmpty()) {
            IgnoredOptions.refuse(spec, OF_SYSTEMS, IN_VAIN + "--human; leave it out");
            IgnoredOptions.refuse(spec, OF_IMAGES, IN_VAIN + "--human; leave it out");
        }
        if (oracle != null) {
            IgnoredOptions.refuse(spec, OF_SYSTEMS, IN_VAIN + "--oracle; leave it out");
        }
        if (resamples == 0) {
            IgnoredOptions.refuse(
                    spec, List.of("--seed"), IN_VAIN + "--resamples 0; leave one of them out");
        }
    }

    private void print(HumanCorrelation study) {
        if (form.isJson("--human")) {
            console.data().print(study.json(human));
        } else {
            human.forEach((kind, file) -> console.data().print(study.table(kind, file)));
        }
    }

    private void print(OracleScores scores) {
        if (form.isJson("--oracle")) {
            console.data().print(scores.json(systems()));
        } else {
            systems().forEach((name, file) -> console.data().print(scores.table(name, file)));
        }
    }

    private ScoreReport score(List<Metric> chosen, ImageSelection selection) {
        CaptionSet targets = selection.references();
        Map<String, Map<String, String>> captions = new LinkedHashMap<>();
        List<String> remarks = new ArrayList<>(selection.remarks());
        systems()
                .forEach(
                        (name, file) -> {
                            Map<String, String> read = CaptionFile.readPredictions(file).captions();
                            IdMatch match =
                                    IdMatch.of(
                                            read.keySet(),
                                            targets.captions().keySet(),
                                            targets.files());
                            match.remark().ifPresent(text -> remarks.add(name + ": " + text));
                            captions.put(name, selection.captions(match.apply(read)));
                        });
        Optional<Resampling> resampling =
                resamples == 0 ? Optional.empty() : Optional.of(new Resampling(resamples, seed));
        ScoreRun run =
                new ScoreRun(
                        chosen,
                        resampling,
                        ceiling ? ScoreRun.Ceiling.LEAVE_ONE_OUT : ScoreRun.Ceiling.NONE,
                        Optional.ofNullable(training).map(this::trainingTokens));
        return run.score(captions, targets.captions())
                .withRemarks(remarks)
                .withConditions(conditions());
    }

    /** When and by what command line the report was made. */
    private Map<String, String> conditions() {
        Map<String, String> conditions = new LinkedHashMap<>();
        conditions.put("date", LocalDate.now(ZoneId.systemDefault()).toString());
        conditions.put(
                "command",
                "captioner "
                        + String.join(" ", spec.commandLine().getParseResult().originalArgs()));
        return conditions;
    }

    private void print(ScoreReport report) {
        report.warnings().forEach(warning -> console.warn("captioner score: warning: " + warning));
        console.data().print(form.format().render(report));
        if (perImage != null) {
            PerImageCsv.write(report, perImage);
            console.log("image scores: " + perImage);
        }
    }

    private Map<String, Path> systems() {
        Map<String, Path> systems = new LinkedHashMap<>();
        for (String prediction : predictions) {
            int equals = prediction.indexOf('=');
            Path file = Path.of(prediction.substring(equals + 1));
            String name =
                    equals > 0
                            ? prediction.substring(0, equals)
                            : file.getFileName().toString().replaceFirst("\\.[^.]+$", "");
            if (systems.put(name, file) != null) {
                throw new InputException(
                        "two systems are called '" + name + "'; name them as in a=" + file);
            }
        }
        return systems;
    }

    private Collection<List<String>> trainingTokens(Path path) {
        CaptionTokenizer tokenizer = new CaptionTokenizer();
        return references.sources().split(path, Split.TRAIN).captions().values().parallelStream()
                .flatMap(List::stream)
                .map(tokenizer::tokenize)
                .toList();
    }
}

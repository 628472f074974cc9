package org.captioner.cli.command;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.captioner.cli.terminal.Console;
import org.captioner.dataset.InputException;
import org.captioner.dataset.Split;
import org.captioner.dataset.text.CaptionTokenizer;
import org.captioner.eval.Metric;
import org.captioner.eval.file.CaptionFile;
import org.captioner.eval.human.JudgementFile;
import org.captioner.eval.report.PerImageCsv;
import org.captioner.eval.report.ReportFormat;
import org.captioner.eval.report.ScoreReport;
import org.captioner.eval.report.ScoreRun;
import org.captioner.eval.statistics.Resampling;
import org.captioner.pipeline.evaluation.HumanCorrelation;
import org.captioner.pipeline.evaluation.OracleScores;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code captioner score}: captions against references, several systems side by side. */
@Command(
        name = "score",
        description = {
            "Scores captions against references: BLEU, METEOR, ROUGE-L, CIDEr, SPICE.",
            "",
            "Predictions and references are COCO JSON, JSON Lines, CSV or TSV with the columns"
                    + " image and caption, lines of image id, tab and caption, or bare captions"
                    + " matched by line number. References may also be any dataset folder."
        },
        footer = {
            "",
            "Examples:",
            "  captioner score -r references.json lstm=lstm.json transformer=transformer.csv",
            "  captioner score -r Flickr8k --split dev predictions.csv --output-format markdown",
            "  captioner score -r Flickr8k.token.txt --human expert=ExpertAnnotations.txt"
        })
final class ScoreCommand implements Runnable {
    private final Console console;

    @Parameters(
            arity = "0..*",
            paramLabel = "[NAME=]FILE",
            description = "Predictions of one system each; the first is the baseline.")
    private List<String> predictions = new ArrayList<>();

    @Mixin private ReferenceMixin references;

    @Mixin private MetricMixin metrics;

    @Option(
            names = {"-f", "--output-format"},
            defaultValue = "text",
            description = "${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
    private ReportFormat outputFormat;

    @Option(names = "--json", description = "The same as --output-format json.")
    void setJson(boolean json) {
        outputFormat = json ? ReportFormat.JSON : outputFormat;
    }

    @Option(
            names = "--per-image",
            paramLabel = "FILE",
            description = "Also write every score of every image to this CSV file.")
    private Path perImage;

    @Option(
            names = "--resamples",
            defaultValue = "1000",
            description =
                    "Rounds for confidence intervals and tests between systems; 0 for none"
                            + " (default: ${DEFAULT-VALUE}).")
    private int resamples;

    @Option(
            names = "--seed",
            defaultValue = "1",
            description = "Seed of the resampling (default: ${DEFAULT-VALUE}).")
    private long seed;

    @Option(
            names = "--ceiling",
            description = "Also score every reference against the others: what people reach.")
    private boolean ceiling;

    @Option(
            names = "--training",
            paramLabel = "PATH",
            description = "Training captions, to say how many captions are novel.")
    private Path training;

    @Option(
            names = "--oracle",
            paramLabel = "SCORE",
            description = "Predictions are n-best lists; choose the best caption by this score.")
    private String oracle;

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
        List<Metric> chosen = metrics.chosen(references.sources());
        if (!human.isEmpty()) {
            HumanCorrelation study = new HumanCorrelation(chosen, references.all());
            human.forEach((kind, file) -> console.data().print(study.table(kind, file)));
            return;
        }
        Map<String, List<String>> targets = references.ofSplit();
        if (oracle != null) {
            OracleScores scores = new OracleScores(chosen, targets, oracle);
            systems().forEach((name, file) -> console.data().print(scores.table(name, file)));
            return;
        }
        print(score(chosen, targets));
    }

    private ScoreReport score(List<Metric> chosen, Map<String, List<String>> targets) {
        Map<String, Map<String, String>> captions = new LinkedHashMap<>();
        systems()
                .forEach(
                        (name, file) ->
                                captions.put(name, CaptionFile.readPredictions(file).captions()));
        Optional<Resampling> resampling =
                resamples == 0 ? Optional.empty() : Optional.of(new Resampling(resamples, seed));
        ScoreRun run =
                new ScoreRun(
                        chosen,
                        resampling,
                        ceiling ? ScoreRun.Ceiling.LEAVE_ONE_OUT : ScoreRun.Ceiling.NONE,
                        Optional.ofNullable(training).map(this::trainingTokens));
        return run.score(captions, targets);
    }

    private void print(ScoreReport report) {
        report.warnings().forEach(warning -> console.warn("captioner score: warning: " + warning));
        console.data().print(outputFormat.render(report));
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
        return references.sources().split(path, Split.TRAIN).values().parallelStream()
                .flatMap(List::stream)
                .map(tokenizer::tokenize)
                .toList();
    }
}

package org.captioner.cli.command;

import java.lang.reflect.Member;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.captioner.cli.terminal.Console;
import org.captioner.cli.terminal.ProgressBar;
import org.captioner.dataset.CaptionDataset;
import org.captioner.dataset.CaptionedImage;
import org.captioner.dataset.InputException;
import org.captioner.dataset.Split;
import org.captioner.dataset.format.ImageCheck;
import org.captioner.decoder.search.SearchOptions;
import org.captioner.encoder.tensor.TensorEngine;
import org.captioner.eval.Metric;
import org.captioner.eval.file.CaptionFile;
import org.captioner.eval.file.PredictionSet;
import org.captioner.eval.file.PredictionWriter;
import org.captioner.pipeline.Captioner;
import org.captioner.pipeline.confidence.CaptionConfidence;
import org.captioner.pipeline.evaluation.CaptionSources;
import org.captioner.pipeline.evaluation.ConfidenceEvaluation;
import org.captioner.pipeline.evaluation.Evaluation;
import org.captioner.pipeline.evaluation.EvaluationText;
import org.captioner.pipeline.evaluation.ReliabilityDiagram;
import org.captioner.pipeline.evaluation.SplitCaptions;
import org.captioner.pipeline.evaluation.SplitCaptions.KeptFeatures;
import org.captioner.pipeline.photo.FoundPhoto;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code captioner evaluate}: scores captions against what people wrote. */
@Command(
        name = "evaluate",
        description = {
            "Scores captions against the references of a dataset, by the metrics of --metrics.",
            "Images are matched by id, else by file name or number where that leaves no doubt; a"
                    + " missing, unknown or repeated id is an error."
        },
        footer = {
            "",
            "Examples:",
            "  captioner evaluate --data Flickr8k --split dev --model run/best --beam 5",
            "  captioner evaluate --data Flickr8k --split test --predictions models.json",
            "  captioner evaluate --data Flickr8k --split dev --predictions models.csv --json"
        })
final class EvaluateCommand implements Runnable {
    private static final Set<Class<?>> OF_MODELS =
            Set.of(
                    ModelsOption.class,
                    SearchMixin.class,
                    SamplingMixin.class,
                    BackendMixin.class,
                    ReliabilityMixin.class);

    private final Console console;

    @Spec private CommandSpec spec;

    @Mixin private DataOptions data;

    @Option(
            names = "--split",
            paramLabel = "SPLIT",
            description = "train, dev or test; needed where the dataset has more than one.")
    private @Nullable String split;

    @Mixin private ModelsOption models;

    @Option(
            names = "--predictions",
            paramLabel = "FILE",
            description =
                    "Score these captions in place of a model's: COCO results ([{\"image_id\","
                            + " \"caption\"}]), CSV (image,caption) or JSON Lines.")
    private @Nullable Path predictions;

    @Mixin private MetricMixin metrics;

    @Mixin private SearchMixin search;

    @Mixin private BackendMixin backend;

    @Mixin private ReliabilityMixin reliability;

    @OptionSection(OptionSection.ENCODER)
    @Option(
            names = "--store",
            paramLabel = "DIR",
            description =
                    "Where features of photos are kept for the next time, as in train; only with"
                            + " --model.")
    private @Nullable Path store;

    @Option(
            names = "--predictions-out",
            paramLabel = "FILE",
            description = "Also write the captions that were scored, as .json (COCO) or .csv.")
    private @Nullable Path predictionsOut;

    @Option(names = "--json", description = "Print JSON with unrounded scores.")
    private boolean json;

    private @Nullable InputException unwritten;

    EvaluateCommand(Console console) {
        this.console = console;
    }

    @Override
    public void run() {
        Evaluation evaluation =
                predictions == null ? evaluateModels() : evaluatePredictions(predictions);
        evaluation
                .report()
                .warnings()
                .forEach(warning -> console.warn("captioner evaluate: warning: " + warning));
        console.data()
                .print(json ? EvaluationText.json(evaluation) : EvaluationText.table(evaluation));
        // The scores took minutes: they are printed whether or not the captions could be kept.
        if (unwritten != null) {
            throw unwritten;
        }
    }

    private Evaluation evaluatePredictions(Path file) {
        IgnoredOptions.refuse(
                spec,
                spec.options().stream()
                        .filter(EvaluateCommand::isOfModels)
                        .map(OptionSpec::longestName)
                        .toList(),
                "concerns captions that a model makes, not those of a file; leave it or"
                        + " --predictions out");
        CaptionDataset dataset = data.read(ImageCheck.NONE);
        Split chosen = chosenSplit(dataset);
        return score(
                dataset,
                chosen,
                CaptionFile.readPredictions(file),
                Map.of(),
                metrics.chosen(new CaptionSources(Optional.empty())));
    }

    /** Whether an option says how a model makes models. */
    private static boolean isOfModels(OptionSpec option) {
        return option.longestName().equals("--store")
                || (option.userObject() instanceof Member member
                        && OF_MODELS.contains(member.getDeclaringClass()));
    }

    private Evaluation evaluateModels() {
        // Captioning takes minutes: what scoring lacks is reported before.
        List<Metric> scoredBy = metrics.chosen(new CaptionSources(Optional.empty()));
        metrics.check();
        reliability.check();
        List<FoundPhoto> unlike = reliability.unlike();
        console.log("reading the dataset");
        CaptionDataset dataset = data.read(ImageCheck.EXISTENCE);
        Split chosen = chosenSplit(dataset);
        List<CaptionedImage> images = dataset.split(chosen);
        console.log(
                "loading the model "
                        + models.label()
                        + " for "
                        + Counted.count(images.size(), "photo")
                        + " of "
                        + chosen.label());
        TensorEngine.start(1);
        try (Captioner captioner = Captioner.load(models.models(), backend.chosen())) {
            SearchOptions wanted = search.over(captioner.searchDefaults(), 1);
            captioner.require(wanted);
            Optional<String> needed = reliability.neededConfidence();
            if (captioner.confidence(wanted).isEmpty() && needed.isPresent()) {
                throw models.withoutConfidence(needed.get(), wanted);
            }
            SplitCaptions split = new SplitCaptions(captioner, wanted);
            PredictionSet set =
                    store == null
                            ? encodeAndCaption(split, images)
                            : captionFromStore(split, images, new KeptFeatures(store, dataset));
            Evaluation evaluation = score(dataset, chosen, set, split.conditions(), scoredBy);
            return captioner
                    .confidence(wanted)
                    .map(confidence -> judge(evaluation, split, confidence, unlike))
                    .orElse(evaluation);
        }
    }

    private Evaluation judge(
            Evaluation evaluation,
            SplitCaptions split,
            CaptionConfidence confidence,
            List<FoundPhoto> unlike) {
        List<Double> others = List.of();
        if (!unlike.isEmpty()) {
            try (ProgressBar bar =
                    console.progress("captioning", "other pictures", unlike.size())) {
                others = split.confidences(unlike, bar::advance);
            }
        }
        ConfidenceEvaluation found =
                ConfidenceEvaluation.of(evaluation, split.confidences(), others, confidence);
        Evaluation judged = evaluation.with(found);
        reliability.diagram().ifPresent(file -> draw(file, judged, found));
        return judged;
    }

    private void draw(Path file, Evaluation evaluation, ConfidenceEvaluation found) {
        try {
            ReliabilityDiagram.write(file, evaluation, found);
            console.log(file + " written");
        } catch (InputException e) {
            unwritten = e;
        }
    }

    private PredictionSet encodeAndCaption(SplitCaptions split, List<CaptionedImage> images) {
        try (ProgressBar bar = console.progress("captioning", "photos", images.size())) {
            return split.caption(images, models.label(), bar::advance);
        }
    }

    private PredictionSet captionFromStore(
            SplitCaptions split, List<CaptionedImage> images, KeptFeatures kept) {
        try (ProgressBar bar = console.progress("encoding", "photos", 0)) {
            split.fill(kept, images, new EncodingProgress(console, bar));
        }
        try (ProgressBar bar = console.progress("captioning", "photos", images.size())) {
            return split.caption(images, models.label(), bar::advance, kept);
        }
    }

    private Evaluation score(
            CaptionDataset dataset,
            Split chosen,
            PredictionSet predictions,
            Map<String, String> conditions,
            List<Metric> scoredBy) {
        if (predictionsOut != null) {
            try {
                PredictionWriter.write(predictionsOut, predictions.captions());
            } catch (InputException e) {
                unwritten = e;
            }
        }
        return Evaluation.score(dataset, chosen, predictions, conditions, scoredBy);
    }

    private Split chosenSplit(CaptionDataset dataset) {
        if (split != null) {
            return Split.parse(split);
        }
        List<Split> present =
                Arrays.stream(Split.values())
                        .filter(candidate -> !dataset.split(candidate).isEmpty())
                        .toList();
        if (present.size() > 1) {
            throw new InputException(
                    dataset.name()
                            + " has the splits "
                            + present.stream().map(Split::label).collect(Collectors.joining(", "))
                            + "; choose one with --split");
        }
        return present.get(0);
    }
}

package org.captioner.app.command;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.captioner.app.evaluation.Evaluation;
import org.captioner.app.evaluation.EvaluationText;
import org.captioner.app.terminal.Console;
import org.captioner.dataset.CaptionDataset;
import org.captioner.dataset.InputException;
import org.captioner.dataset.Split;
import org.captioner.dataset.format.ImageCheck;
import org.captioner.eval.prediction.PredictionFile;
import org.captioner.eval.prediction.PredictionSet;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code captioner evaluate}: scores captions against what people wrote. */
@Command(
        name = "evaluate",
        description = {
            "Scores captions against the references of a dataset: BLEU-1 to 4, ROUGE-L, CIDEr.",
            "Images are matched by id; a missing, unknown or repeated id is an error."
        },
        footer = {
            "",
            "Examples:",
            "  captioner evaluate --data Flickr8k --split test --predictions captions.json",
            "  captioner evaluate --data Flickr8k --split dev --predictions captions.csv --json"
        })
final class EvaluateCommand implements Runnable {
    private final Console console;

    @Mixin private DataOptions data;

    @Option(
            names = "--split",
            paramLabel = "SPLIT",
            description = "train, dev or test; needed where the dataset has more than one.")
    private String split;

    @Option(
            names = "--predictions",
            required = true,
            paramLabel = "FILE",
            description =
                    "Captions to score: COCO results ([{\"image_id\", \"caption\"}]), CSV"
                            + " (image,caption) or JSON Lines.")
    private Path predictions;

    @Option(names = "--json", description = "Print JSON with unrounded scores.")
    private boolean json;

    EvaluateCommand(Console console) {
        this.console = console;
    }

    @Override
    public void run() {
        CaptionDataset dataset = data.read(ImageCheck.NONE);
        Split chosen = chosenSplit(dataset);
        PredictionSet set = PredictionFile.read(predictions);
        Evaluation evaluation = Evaluation.of(dataset, chosen, set, Map.of());
        console.data()
                .print(json ? EvaluationText.json(evaluation) : EvaluationText.table(evaluation));
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
                            + "; say which one to score with --split");
        }
        return present.get(0);
    }
}

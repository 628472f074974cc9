package org.captioner.cli.command;

import org.captioner.cli.terminal.Console;
import org.captioner.cli.terminal.ProgressBar;
import org.captioner.dataset.InputException;
import org.captioner.dataset.image.PhotoException;
import org.captioner.dataset.image.PhotoLimits;
import org.captioner.dataset.image.PhotoReader;
import org.captioner.encoder.classify.ClassLabels;
import org.captioner.encoder.classify.PhotoClassifier;
import org.captioner.encoder.tensor.TensorEngine;
import org.captioner.pipeline.classification.PredictionRows;
import org.captioner.pipeline.classification.PredictionRows.Form;
import org.captioner.pipeline.photo.FoundPhoto;
import org.captioner.pipeline.photo.PhotoFinder;
import org.captioner.pipeline.photo.PhotoSearch;
import org.captioner.pipeline.photo.PhotoSearch.UnreadableFolder;
import org.jspecify.annotations.Nullable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;

/** {@code captioner classify}: labels with probabilities for photos. */
@Command(
        name = "classify",
        description = {
            "Classifies photos by a residual network, with softmax probabilities.",
            "The weights need a classification head: torchvision's complete files have one."
        },
        footer = {
            "",
            "Examples:",
            "  captioner classify holiday --weights resnet50.safetensors --labels imagenet.txt",
            "  captioner classify train --data cifar-10-batches-bin --output cifar.safetensors"
        })
final class ClassifyCommand implements Callable<Integer> {
    private final Console console;

    @Spec private CommandSpec spec;

    @Parameters(paramLabel = "PHOTOS", arity = "0..*", description = "Photos, or folders of them.")
    private List<Path> photos = List.of();

    @Option(
            names = "--weights",
            paramLabel = "FILE",
            description = "A residual network with its head, as safetensors.")
    private @Nullable Path weights;

    @Option(
            names = "--labels",
            paramLabel = "FILE",
            description =
                    "Names of the classes: a line each, or JSON; without this those in the"
                            + " weights' file, else numbers.")
    private @Nullable Path labels;

    @Option(
            names = "--top",
            paramLabel = "N",
            defaultValue = "5",
            description = "How many classes to name for each photo (${DEFAULT-VALUE}).")
    private int top;

    @Option(names = "--json", description = "Print JSON Lines instead of CSV.")
    private boolean json;

    @Mixin private ThreadsMixin threads;

    @Option(names = "--strict", description = "End with exit code 1 if a photo fails.")
    private boolean strict;

    ClassifyCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        if (photos.isEmpty() || weights == null) {
            throw new ParameterException(
                    spec.commandLine(), "give PHOTOS and --weights, or the command train");
        }
        if (top < 1) {
            throw new InputException("--top " + top + " is out of range; give 1 or more");
        }
        PhotoSearch found = PhotoFinder.find(photos);
        TensorEngine.start(threads.count());
        PredictionRows rows = new PredictionRows(console.data(), json ? Form.JSON_LINES : Form.CSV);
        Optional<List<String>> names = Optional.ofNullable(labels).map(ClassLabels::read);
        int failed = found.unreadable().size();
        try (PhotoClassifier classifier = PhotoClassifier.load(weights, names);
                ProgressBar bar =
                        console.progress("classifying", "photos", found.photos().size())) {
            PhotoReader reader = new PhotoReader(PhotoLimits.standard());
            for (UnreadableFolder folder : found.unreadable()) {
                rows.writeFailure(folder.name(), folder.reason());
            }
            for (FoundPhoto photo : found.photos()) {
                try {
                    rows.write(photo.name(), classifier.classify(reader.read(photo.file()), top));
                } catch (PhotoException e) {
                    rows.writeFailure(photo.name(), e.getMessage());
                    failed++;
                }
                bar.advance(1);
            }
        }
        if (failed > 0) {
            console.warn(failed + " of " + found.photos().size() + " photos failed");
        }
        return strict && failed > 0 ? ExitCode.FAILED : ExitCode.DONE;
    }
}

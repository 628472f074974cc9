package org.captioner.cli.command;

import org.captioner.cli.terminal.Console;
import org.captioner.dataset.InputException;
import org.captioner.dataset.image.PhotoLimits;
import org.captioner.dataset.image.PhotoReader;
import org.captioner.encoder.classify.CifarReader;
import org.captioner.encoder.classify.ClassFolderReader;
import org.captioner.encoder.classify.ClassifierTrainer;
import org.captioner.encoder.classify.ConfusionMatrix;
import org.captioner.encoder.classify.EpochResult;
import org.captioner.encoder.classify.LabelledPhotos;
import org.captioner.encoder.classify.TransferOptions;
import org.captioner.encoder.classify.TransferOptions.TrainedPart;
import org.captioner.encoder.resnet.ResNetArchitecture;
import org.captioner.encoder.resnet.ResNetWeights;
import org.captioner.encoder.tensor.TensorEngine;
import org.captioner.pipeline.classification.ConfusionPicture;
import org.jspecify.annotations.Nullable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/** {@code captioner classify train}: transfer learning on CIFAR-10 or a folder per class. */
@Command(
        name = "train",
        description = {
            "Trains a residual network to classify photos.",
            "Data: CIFAR-10's binary version unpacked, or a folder per class, in train and test or"
                    + " split here."
        },
        footer = {
            "",
            "Examples:",
            "  captioner classify train --data cifar-10-batches-bin --weights resnet101.safetensors"
                    + " \\",
            "      --size 64 --epochs 5 --output cifar.safetensors --confusion confusion.png",
            "  captioner classify train --data birds --weights resnet50.safetensors --head-only \\",
            "      --learning-rate 0.001 --output birds.safetensors"
        })
final class ClassifyTrainCommand implements Runnable {
    private final Console console;

    @Option(names = "--data", required = true, paramLabel = "PATH", description = "The photos.")
    private Path data;

    @Option(
            names = "--weights",
            paramLabel = "FILE",
            description = "Pretrained weights, as safetensors; from scratch without this.")
    private @Nullable Path weights;

    @Option(
            names = "--depth",
            paramLabel = "N",
            defaultValue = "18",
            description = "18, 34, 50, 101 or 152: the network from scratch (${DEFAULT-VALUE}).")
    private int depth;

    @Option(names = "--head-only", description = "Train the new head alone.")
    private boolean headOnly;

    @Option(
            names = "--epochs",
            paramLabel = "N",
            defaultValue = "5",
            description = "Passes over the training photos (${DEFAULT-VALUE}).")
    private int epochs;

    @Option(
            names = "--batch",
            paramLabel = "N",
            defaultValue = "32",
            description = "Photos per step (${DEFAULT-VALUE}).")
    private int batch;

    @FormerNames("--rate")
    @Option(
            names = "--learning-rate",
            paramLabel = "X",
            description = "Adam's learning rate (0.0001).")
    private double rate = 0.0001;

    @Option(
            names = "--size",
            paramLabel = "PIXELS",
            defaultValue = "224",
            description = "Rows and columns photos are resized to (${DEFAULT-VALUE}).")
    private int size;

    @Option(
            names = "--seed",
            paramLabel = "N",
            defaultValue = "1",
            description = "Seed of order, mirroring, split and fresh weights (${DEFAULT-VALUE}).")
    private long seed;

    @Option(
            names = {"-o", "--output"},
            required = true,
            paramLabel = "FILE",
            description = "Where the trained network goes.")
    private Path output;

    @Option(
            names = "--resume",
            description =
                    "Continue after the last whole epoch of a run that was stopped; its state is"
                            + " kept beside the output, as OUTPUT.checkpoint, until the run ends.")
    private boolean resume;

    @Option(
            names = "--confusion",
            paramLabel = "FILE",
            description = "Draw the test photos' confusion matrix as PNG.")
    private @Nullable Path confusion;

    @Mixin private ThreadsMixin threads;

    ClassifyTrainCommand(Console console) {
        this.console = console;
    }

    @Override
    public void run() {
        Path checkpoint = checkpoint();
        if (resume != Files.exists(checkpoint)) {
            throw new InputException(
                    resume
                            ? checkpoint + ": no such checkpoint; leave --resume out to start"
                            : checkpoint
                                    + ": a run was stopped here; add --resume to continue it, or"
                                    + " delete the file to start anew");
        }
        TransferOptions options =
                new TransferOptions(
                        epochs,
                        batch,
                        rate,
                        size,
                        headOnly ? TrainedPart.HEAD : TrainedPart.ALL,
                        seed);
        LabelledPhotos photos =
                CifarReader.recognises(data)
                        ? CifarReader.read(data)
                        : ClassFolderReader.read(
                                        data, new PhotoReader(PhotoLimits.standard()), seed)
                                .readable(
                                        problem ->
                                                console.warn("left out: " + problem.getMessage()));
        console.log(
                String.format(
                        Locale.ROOT,
                        "%s: %d classes, %d photos to train on, %d to test on, SHA-256 %s",
                        photos.name(),
                        photos.classes().size(),
                        photos.train().size(),
                        photos.test().size(),
                        photos.checksum()));
        TensorEngine.start(threads.count());
        if (weights == null) {
            try (ClassifierTrainer trainer =
                    ClassifierTrainer.fromScratch(
                            ResNetArchitecture.ofDepth(depth), photos, options)) {
                train(trainer);
            }
        } else {
            try (ResNetWeights start = ResNetWeights.open(weights);
                    ClassifierTrainer trainer =
                            ClassifierTrainer.fineTuning(start, photos, options)) {
                train(trainer);
            }
        }
    }

    private void train(ClassifierTrainer trainer) {
        if (resume) {
            trainer.resume(checkpoint());
        }
        trainer.train(
                result -> {
                    trainer.checkpoint(checkpoint());
                    print(result);
                });
        trainer.save(output);
        discardCheckpoint();
        ConfusionMatrix matrix = trainer.evaluate();
        for (int label = 0; label < matrix.classes().size(); label++) {
            console.log(
                    String.format(
                            Locale.ROOT,
                            "  %-20s %5.1f %% recognised",
                            matrix.classes().get(label),
                            100 * matrix.recall(label)));
        }
        if (confusion != null) {
            ConfusionPicture.write(matrix, confusion);
        }
        console.log("test accuracy " + percent(matrix.accuracy()) + "; saved as " + output);
    }

    private Path checkpoint() {
        return output.resolveSibling(output.getFileName() + ".checkpoint");
    }

    private void discardCheckpoint() {
        try {
            Files.deleteIfExists(checkpoint());
        } catch (IOException e) {
            console.warn(checkpoint() + ": cannot be deleted, and is no longer needed");
        }
    }

    /** One JSON line per epoch, for a program to plot. */
    private void print(EpochResult result) {
        console.data()
                .printf(
                        Locale.ROOT,
                        "{\"epoch\":%d,\"loss\":%.6f,\"trainAccuracy\":%.4f,"
                                + "\"testAccuracy\":%.4f}%n",
                        result.epoch(),
                        result.loss(),
                        result.trainAccuracy(),
                        result.testAccuracy());
        console.flush();
    }

    private static String percent(double share) {
        return String.format(Locale.ROOT, "%.1f %%", 100 * share);
    }
}

package org.captioner.cli.command;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What {@code train} starts from: the weights of an encoder, or a captioner to go on with. */
final class TrainingStart {
    /** What a model brings along: its encoder, transform, decoder, vocabulary and search. */
    static final List<String> OF_MODEL =
            List.of(
                    "--features",
                    "--grid",
                    "--resize",
                    "--size",
                    "--decoder",
                    "--min-count",
                    "--max-length",
                    "--beam",
                    "--length-normalization");

    @Option(
            names = "--weights",
            required = true,
            paramLabel = "FILE",
            description =
                    "Pretrained ResNet as safetensors, with torchvision's, timm's or Hugging Face's"
                            + " names.")
    private @Nullable Path weights;

    @Option(
            names = "--model",
            required = true,
            paramLabel = "DIR",
            description =
                    "Or a captioner to go on with, by its bundle or the folder of its run: its"
                            + " encoder, vocabulary and decoder are trained further.")
    private @Nullable Path model;

    /** The encoder's file; empty with {@code --model}. */
    Optional<Path> weights() {
        return Optional.ofNullable(weights);
    }

    /** The bundle of the captioner to go on with. */
    Optional<Path> model() {
        return Optional.ofNullable(model).map(ModelOption::bundle);
    }

    /**
     * Refuses what only a new captioner has, beside {@code --model}.
     *
     * @param decoderOptions flags of the decoders' options
     */
    void requireApplicable(CommandSpec command, List<String> decoderOptions) {
        if (model == null) {
            return;
        }
        List<String> given = new ArrayList<>(OF_MODEL);
        given.addAll(decoderOptions);
        IgnoredOptions.refuse(
                command,
                given,
                "is the model's own with --model; leave it out, or start from --weights");
    }
}

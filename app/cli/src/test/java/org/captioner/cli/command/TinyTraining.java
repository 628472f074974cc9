package org.captioner.cli.command;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.captioner.dataset.scene.SceneGenerator;
import org.captioner.dataset.scene.SceneOptions;
import org.captioner.encoder.resnet.BlockKind;
import org.captioner.encoder.resnet.ResNetArchitecture;
import org.captioner.encoder.resnet.ResNetWeights;
import org.captioner.encoder.tensor.SafetensorsWriter;
import org.captioner.encoder.tensor.TensorEngine;
import org.captioner.encoder.tensor.TensorType;

/** Data and weights so small that a training run takes a second. */
public final class TinyTraining {
    private TinyTraining() {}

    /** Ten drawn photos to train on, two for dev. */
    static void draw(Path folder) throws IOException {
        new SceneGenerator(new SceneOptions(1, 32, 10, 2, 0)).generate(folder);
    }

    /** A residual network of three blocks, all of whose weights are {@code value}. */
    public static void writeWeights(Path file, float value) {
        TensorEngine.start(1);
        ResNetArchitecture network =
                ResNetArchitecture.custom(
                        "tiny", BlockKind.BASIC, List.of(1, 1, 1), List.of(4, 4, 4));
        Map<String, NDArray> tensors = new LinkedHashMap<>();
        try (NDManager manager = NDManager.newBaseManager()) {
            network.tensors()
                    .shapes()
                    .forEach(
                            (name, shape) ->
                                    tensors.put(
                                            name, manager.full(new Shape(shape.sizes()), value)));
            SafetensorsWriter.write(file, tensors, TensorType.F32, ResNetWeights.metadata(network));
        }
    }

    /** {@code train} on these, for an epoch unless {@code more} asks for others. */
    static CommandRun train(Path data, Path weights, Path output, Object... more) {
        List<Object> command = new ArrayList<>(List.of("train", "--data", data));
        command.addAll(List.of("--weights", weights, "--output", output));
        command.addAll(List.of("--size", 32, "--grid", 1, "--width", 16));
        if (!List.of(more).contains("--epochs")) {
            command.addAll(List.of("--epochs", 1));
        }
        command.addAll(List.of("--threads", 1));
        command.addAll(List.of(more));
        return CommandRun.of(command.toArray());
    }
}

package org.captioner.cli.reliability;

import static org.junit.jupiter.api.Assertions.assertEquals;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import javax.imageio.ImageIO;
import org.captioner.dataset.scene.SceneGenerator;
import org.captioner.dataset.scene.SceneOptions;
import org.captioner.decoder.bundle.TinyModel;
import org.captioner.decoder.lstm.LstmOptions;
import org.captioner.decoder.network.DecoderOptions;
import org.captioner.encoder.resnet.BlockKind;
import org.captioner.encoder.resnet.ResNetArchitecture;
import org.captioner.encoder.resnet.ResNetWeights;
import org.captioner.encoder.tensor.SafetensorsWriter;
import org.captioner.encoder.tensor.TensorEngine;
import org.captioner.encoder.tensor.TensorType;

/**
 * What commands need, as small as it may be, in one folder: {@code data} with captioned drawings,
 * {@code encoder.safetensors}, {@code model}, and {@code photos} of noise.
 *
 * @param folder of it all
 */
record TinyData(Path folder) {
    private static final int PHOTO = 100;

    /** Makes everything. */
    static TinyData make(Path folder, int photos) throws IOException {
        TinyData made = new TinyData(folder);
        new SceneGenerator(new SceneOptions(1, 32, 24, 4, 0)).generate(made.data());
        made.writeEncoder();
        writeModel(made.model(), new LstmOptions(8, 4, 0));
        Files.createDirectory(made.photos());
        for (int i = 0; i < photos; i++) {
            writePhoto(made.photos().resolve(i + ".png"), i);
        }
        return made;
    }

    /** Adds {@code trained}, the folder of a training run. */
    void train() throws InterruptedException {
        Path trained = folder.resolve("trained");
        List<String> arguments = new ArrayList<>(LongWork.TRAIN.arguments(this, trained));
        arguments.addAll(List.of("--choose-by", "loss"));
        CommandProcess command = CommandProcess.in(folder);
        assertEquals(0, command.run(arguments), command::toString);
    }

    /** A bundle with random weights. */
    static void writeModel(Path folder, DecoderOptions options) {
        TinyModel.write(folder, options, 5, List.of("a", "dog", "runs", "red"));
    }

    Path data() {
        return folder.resolve("data");
    }

    Path encoder() {
        return folder.resolve("encoder.safetensors");
    }

    Path model() {
        return folder.resolve("model");
    }

    Path photos() {
        return folder.resolve("photos");
    }

    static void writePhoto(Path file, int seed) throws IOException {
        BufferedImage image = new BufferedImage(PHOTO, PHOTO, BufferedImage.TYPE_INT_RGB);
        Random random = new Random(seed);
        for (int pixel = 0; pixel < PHOTO * PHOTO; pixel++) {
            image.setRGB(pixel % PHOTO, pixel / PHOTO, random.nextInt());
        }
        ImageIO.write(image, "png", file.toFile());
    }

    private void writeEncoder() {
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
                                            name, manager.full(new Shape(shape.sizes()), 0.05f)));
            SafetensorsWriter.write(
                    encoder(), tensors, TensorType.F32, ResNetWeights.metadata(network));
        }
    }
}

package org.captioner.cli.reliability;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import javax.imageio.ImageIO;
import org.captioner.cli.command.TinyTraining;
import org.captioner.dataset.scene.SceneGenerator;
import org.captioner.dataset.scene.SceneOptions;
import org.captioner.decoder.bundle.TinyModel;
import org.captioner.decoder.lstm.LstmOptions;
import org.captioner.decoder.network.DecoderOptions;

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
        TinyTraining.writeWeights(made.encoder(), 0.05f);
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
}

package org.captioner.dataset.scene;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import javax.imageio.ImageIO;
import org.captioner.dataset.AtomicFile;
import org.captioner.dataset.InputException;
import org.captioner.dataset.Split;

/**
 * Draws a dataset of {@linkplain Scene scenes} into a folder: {@code images/*.png}, {@code
 * captions.csv} (image, caption, split; five rows a picture), which the dataset readers understand,
 * and {@code scenes.json}, which {@link SceneFile} reads for the {@link SceneJudge}.
 *
 * <pre>{@code
 * List<Scene> scenes = new SceneGenerator(SceneOptions.standard(7)).generate(folder);
 * CaptionDataset dataset = DatasetReaders.read(folder, ReadOptions.defaults());
 * }</pre>
 */
public final class SceneGenerator {
    private final SceneOptions options;

    public SceneGenerator(SceneOptions options) {
        this.options = options;
    }

    /** The scenes, undrawn: training, dev, test, in this order. */
    public List<Scene> scenes() {
        SceneSampler sampler = new SceneSampler(new SplittableRandom(options.seed()));
        List<Scene> scenes = new ArrayList<>();
        for (Split split : Split.values()) {
            for (int i = 0; i < count(split); i++) {
                scenes.add(sampler.next(split));
            }
        }
        return List.copyOf(scenes);
    }

    /**
     * Draws the pictures and, when all are there, writes the two lists.
     *
     * @param folder made if missing; files of the same names are replaced
     * @return the scenes drawn: training, dev, test, in this order
     * @throws InputException if the folder cannot be written to
     */
    public List<Scene> generate(Path folder) {
        List<Scene> scenes = scenes();
        // Apart from the sampler's stream: how a scene is painted does not change which are.
        SplittableRandom random = new SplittableRandom(~options.seed());
        try {
            Path images = Files.createDirectories(folder.resolve("images"));
            for (Scene scene : scenes) {
                BufferedImage picture =
                        new ScenePainter(options.imageSize(), random.split()).paint(scene);
                ImageIO.write(picture, "png", images.resolve(scene.image()).toFile());
            }
        } catch (IOException e) {
            throw new InputException(
                    "cannot draw scenes into "
                            + folder
                            + " ("
                            + e
                            + "); free some space or choose another folder",
                    e);
        }
        writeCaptions(scenes, folder.resolve("captions.csv"));
        new SceneFile(SceneFile.VERSION, options, scenes).write(folder);
        return scenes;
    }

    // Names and captions are made of letters, digits and spaces: nothing needs quoting.
    private static void writeCaptions(List<Scene> scenes, Path file) {
        StringBuilder rows = new StringBuilder("image,caption,split\n");
        for (Scene scene : scenes) {
            for (String caption : scene.captions()) {
                rows.append(scene.image()).append(',').append(caption);
                rows.append(',').append(scene.split().label()).append('\n');
            }
        }
        AtomicFile.writeText(file, rows.toString());
    }

    private int count(Split split) {
        return switch (split) {
            case TRAIN -> options.trainImages();
            case DEV -> options.devImages();
            case TEST -> options.testImages();
        };
    }
}

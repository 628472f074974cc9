package org.captioner.cli.command;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.captioner.dataset.scene.SceneGenerator;
import org.captioner.dataset.scene.SceneOptions;

/** Small inputs of every kind that commands take, by name, and what commands make of them. */
final class OptionTrialFiles {
    private final Path folder;
    private final Map<String, String> files = new LinkedHashMap<>();
    private int runs;

    private OptionTrialFiles(Path folder) {
        this.folder = folder;
    }

    /**
     * What a run left behind.
     *
     * @param results what does not depend on the clock: what was printed, and what was written to
     *     {@code {out}} and beside it
     */
    record Result(int exitCode, String results, String talk) {}

    static OptionTrialFiles create(Path folder) throws IOException {
        OptionTrialFiles all = new OptionTrialFiles(folder);
        Path data = folder.resolve("data");
        TinyTraining.draw(data);
        new SceneGenerator(new SceneOptions(2, 32, 8, 2, 0)).generate(folder.resolve("others"));
        TinyTraining.writeWeights(folder.resolve("tiny.safetensors"), 0.05f);
        TinyTraining.writeWeights(folder.resolve("tiny2.safetensors"), 0.06f);
        Path photos = Files.createDirectories(folder.resolve("some/photos"));
        for (String name : List.of("scene-00001.png", "scene-00002.png")) {
            Files.copy(data.resolve("images").resolve(name), photos.resolve(name));
        }
        all.files.put("data", data.toString());
        all.files.put("others", folder.resolve("others").toString());
        all.files.put("weights", folder.resolve("tiny.safetensors").toString());
        all.files.put("weights2", folder.resolve("tiny2.safetensors").toString());
        all.files.put("photos", photos.toString());
        all.addModel();
        all.addCaptions();
        all.addClasses();
        return all;
    }

    private void addModel() throws IOException {
        Path run = folder.resolve("run");
        CommandRun trained =
                TinyTraining.train(
                        Path.of(files.get("data")),
                        Path.of(files.get("weights")),
                        run,
                        // Enough to find a word for every photo.
                        "--epochs",
                        8,
                        "--learning-rate",
                        0.02,
                        "--batch",
                        2,
                        "--captions-per-image",
                        5);
        assertEquals(0, trained.exitCode(), trained.talk());
        files.put("run", run.toString());
        files.put("model", run.resolve("best").toString());
        Path copy = Files.createDirectories(folder.resolve("copy"));
        try (Stream<Path> bundle = Files.list(run.resolve("best"))) {
            for (Path file : bundle.toList()) {
                Files.copy(file, copy.resolve(file.getFileName()));
            }
        }
        files.put("copy", copy.toString());
    }

    private void addCaptions() throws IOException {
        // The two photos of dev.
        write(
                "predictions.csv",
                "image,caption",
                "scene-00011.png,a small red circle above a square",
                "scene-00012.png,there is a blue triangle");
        write(
                "references.csv",
                "image,caption",
                "scene-00011.png,a red circle above a small square",
                "scene-00012.png,a blue triangle below a circle");
        write(
                "candidates.txt",
                "scene-00011.png#0\ta small red circle above a square",
                "scene-00011.png#1\tred small above a triangle",
                "scene-00012.png#0\tthere is a blue triangle",
                "scene-00012.png#1\tblue below a small red circle there is a square");
        write(
                "unsplit.csv",
                "image,caption",
                "scene-00001.png,a",
                "scene-00002.png,b",
                "scene-00003.png,c",
                "scene-00004.png,d",
                "scene-00005.png,e",
                "scene-00006.png,f g");
        write("written.csv", "image,caption", "scene-00001.png,a small square below a triangle");
        write("judged.txt", "a#0\tA dog runs.", "a#1\tThe dog.", "b#0\tA cat sleeps.");
        write("judgements.txt", "a\tb#0\t1\t1\t2", "b\ta#0\t1\t2\t1", "b\ta#1\t2\t2\t3");
        write("paraphrases.txt", "0.5", "there is", "a small");
        files.put("photo", "scene-00011.png");
    }

    private void write(String name, String... lines) throws IOException {
        Path file = Files.writeString(folder.resolve(name), String.join("\n", lines) + "\n");
        files.put(name.replaceFirst("\\..*", ""), file.toString());
    }

    private void addClasses() throws IOException {
        Path classes = folder.resolve("classes");
        for (int i = 0; i < 8; i++) {
            Color colour = i % 2 == 0 ? Color.BLUE : Color.RED;
            BufferedImage image = new BufferedImage(32, 32, BufferedImage.TYPE_INT_RGB);
            image.createGraphics().drawLine(i, 0, 31, 31);
            image.setRGB(i, i, colour.getRGB());
            Path of = Files.createDirectories(classes.resolve(i % 2 == 0 ? "blue" : "red"));
            ImageIO.write(image, "png", of.resolve(i + ".png").toFile());
        }
        files.put("classes", classes.toString());
        write("labels.txt", "azure", "crimson");
        Path classifier = folder.resolve("classifier.safetensors");
        CommandRun run =
                CommandRun.of(
                        "classify",
                        "train",
                        "--data",
                        classes,
                        "--output",
                        classifier,
                        "--size",
                        32,
                        "--epochs",
                        1);
        assertEquals(0, run.exitCode(), run.talk());
        files.put("classifier", classifier.toString());
    }

    /** Runs a command with the names of files in place. */
    Result run(List<String> arguments) {
        Path out = folder.resolve("out").resolve("run" + runs++).resolve("out");
        try {
            Files.createDirectories(out.getParent());
            Object[] words =
                    arguments.stream().map(word -> named(word, out)).toArray(Object[]::new);
            CommandRun run = CommandRun.of(words);
            String written = run.exitCode() == 0 ? written(out.getParent()) : "";
            String printed = run.data().replace(out.toString(), "OUT");
            return new Result(run.exitCode(), printed + written, run.talk());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String named(String word, Path out) {
        String named = word.replace("{out}", out.toString());
        for (Map.Entry<String, String> file : files.entrySet()) {
            named = named.replace("{" + file.getKey() + "}", file.getValue());
        }
        return named;
    }

    /** Models by what decides them, other files by their bytes; logs and stores say nothing new. */
    private static String written(Path folder) throws IOException {
        Map<String, String> contents = new TreeMap<>();
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                String name = folder.relativize(file).toString();
                if (name.endsWith("best/model.json")) {
                    contents.put(
                            name,
                            new ObjectMapper()
                                    .readTree(file.toFile())
                                    .at("/provenance/training")
                                    .toString());
                } else if (name.endsWith("out/model.json")
                        || (!name.contains("out/") && !name.contains("out-store"))) {
                    contents.put(name, Integer.toString(Arrays.hashCode(Files.readAllBytes(file))));
                }
            }
        }
        return contents.toString();
    }
}

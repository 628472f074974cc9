package org.captioner.pipeline.training;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.captioner.dataset.CaptionDataset;
import org.captioner.decoder.training.RunFolder;
import org.captioner.decoder.training.TrainingListener;
import org.captioner.encoder.tensor.TensorEngine;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** In processes of their own: the order of a hash map differs from process to process. */
class EqualRunsTest {
    @TempDir Path folder;

    @Test
    void equalRunsWriteByteEqualBundles() throws IOException, InterruptedException {
        Path first = train("first");
        Path second = train("second");
        List<Path> files;
        try (Stream<Path> listing = Files.list(first)) {
            files = listing.sorted().toList();
        }
        assertEquals(
                List.of("README.md", "model.json", "vocabulary.json", "weights.safetensors"),
                files.stream().map(file -> file.getFileName().toString()).toList());
        for (Path file : files) {
            assertArrayEquals(
                    Files.readAllBytes(file),
                    Files.readAllBytes(second.resolve(file.getFileName())),
                    file.toString());
        }
    }

    private Path train(String name) throws IOException, InterruptedException {
        int exitCode =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-Xmx512m",
                                "-XX:MaxDirectMemorySize=1g",
                                "-Djava.awt.headless=true",
                                "-cp",
                                System.getProperty("java.class.path"),
                                Child.class.getName(),
                                folder.resolve("data").toString(),
                                folder.resolve(name).toString())
                        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                        .redirectError(ProcessBuilder.Redirect.INHERIT)
                        .start()
                        .waitFor();
        assertEquals(0, exitCode);
        return RunFolder.best(folder.resolve(name));
    }

    /** What the children run. */
    static final class Child {
        private Child() {}

        public static void main(String[] arguments) {
            TensorEngine.start(2);
            CaptionDataset dataset = DrawnPhotos.dataset(Path.of(arguments[0]), 40, 2);
            try (RunFolder run = RunFolder.open(Path.of(arguments[1]));
                    CaptionerTraining training =
                            CaptionerTraining.prepare(
                                    DrawnPhotos.request(
                                            dataset,
                                            DrawnPhotos.defaults(dataset).epochs(2).build(),
                                            run),
                                    (done, total) -> {})) {
                training.train(new TrainingListener() {});
            }
        }
    }
}

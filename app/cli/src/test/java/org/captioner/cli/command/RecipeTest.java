package org.captioner.cli.command;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Each run writes a file of arguments that repeats it. */
class RecipeTest {
    @TempDir static Path shared;
    @TempDir Path folder;

    @BeforeAll
    static void draw() throws IOException {
        TinyTraining.draw(shared.resolve("my data"));
        TinyTraining.writeWeights(shared.resolve("tiny.safetensors"), 0.05f);
        assertEquals(0, train(shared.resolve("run")).exitCode());
    }

    private static CommandRun train(Path output, Object... more) {
        return TinyTraining.train(
                shared.resolve("my data"), shared.resolve("tiny.safetensors"), output, more);
    }

    @Test
    void aFrozenRunIsRepeatedByteForByte() throws IOException {
        List<String> recipe = Files.readAllLines(shared.resolve("run/recipe.txt"));

        assertTrue(recipe.get(0).startsWith("# Repeats this run: captioner train @"));
        assertTrue(recipe.contains("\"--data=" + shared.resolve("my data") + '"'));
        // Options that were not given: of the data, of the decoder, of the registry, of all runs.
        assertTrue(recipe.contains("--min-count=1"), recipe.toString());
        assertTrue(recipe.contains("--attention-width=256"), recipe.toString());
        assertTrue(recipe.contains("--learning-rate=0.001"), recipe.toString());
        assertTrue(recipe.contains("--label-smoothing=0.1"), recipe.toString());
        assertTrue(recipe.contains("--backend=onnx"), recipe.toString());
        assertTrue(recipe.contains("--features=layer3"), recipe.toString());
        assertFalse(recipe.toString().contains("--output="), recipe.toString());
        assertRepeats("train", shared.resolve("run"));
    }

    @Test
    void aTunedRunIsRepeatedByteForByte() throws IOException {
        Path run = folder.resolve("tuned");
        CommandRun tuned = train(run, "--tune", "layer3", "--decoder", "transformer", "--heads", 2);
        assertEquals(0, tuned.exitCode(), tuned.talk());

        List<String> recipe = Files.readAllLines(run.resolve("recipe.txt"));

        assertTrue(recipe.contains("--encoder-learning-rate=1.25E-4"), recipe.toString());
        assertTrue(recipe.contains("--crop=0.75"), recipe.toString());
        assertTrue(recipe.contains("--heads=2"), recipe.toString());
        assertRepeats("train", run);
    }

    @Test
    void aRunFromAModelIsRepeatedByteForByte() throws IOException {
        Path run = folder.resolve("further");
        CommandRun further =
                CommandRun.of(
                        "train",
                        "--data",
                        shared.resolve("my data"),
                        "--mirror",
                        "--epochs",
                        1,
                        "--model",
                        shared.resolve("run"),
                        "--output",
                        run,
                        "--threads",
                        1);
        assertEquals(0, further.exitCode(), further.talk());
        assertRepeats("train", run);
    }

    @Test
    void aRefinementIsRepeatedByteForByte() throws IOException {
        Path run = folder.resolve("refined");
        CommandRun refined =
                CommandRun.of(
                        "refine",
                        "--data",
                        shared.resolve("my data"),
                        "--samples",
                        2,
                        "--model",
                        shared.resolve("run"),
                        "--output",
                        run,
                        "--threads",
                        1);
        assertEquals(0, refined.exitCode(), refined.talk());
        assertTrue(Files.readString(run.resolve("recipe.txt")).contains("\n--reward=cider\n"));
        assertRepeats("refine", run);
    }

    /** Another run by the recipe alone ends with the same files. */
    private void assertRepeats(String command, Path run) throws IOException {
        Path again = folder.resolve("again");
        CommandRun repeated =
                CommandRun.of(command, "@" + run.resolve("recipe.txt"), "--output", again);
        assertEquals(0, repeated.exitCode(), repeated.talk());
        try (Stream<Path> files = Files.list(run.resolve("best"))) {
            for (Path file : files.toList()) {
                assertArrayEquals(
                        Files.readAllBytes(file),
                        Files.readAllBytes(again.resolve("best").resolve(file.getFileName())),
                        file.toString());
            }
        }
        assertEquals(
                Files.readString(run.resolve("recipe.txt")),
                Files.readString(again.resolve("recipe.txt")));
        CommandRun done =
                CommandRun.of(
                        command, "@" + run.resolve("recipe.txt"), "--output", again, "--resume");
        assertEquals(0, done.exitCode(), done.talk());
    }

    @Command
    private static final class Echo implements Runnable {
        @Option(names = "--data")
        private String data;

        @Override
        public void run() {}
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "plain",
                "my photos/of 2019",
                "quote\"d",
                "it's",
                "back\\slash",
                "C:\\new",
                "#1",
                "a#b",
                "@other",
                "tab\tand\nline",
                "",
                "Größe/写真",
                "\u00e9 and \u2019"
            })
    void anyPathComesBackAsItWas(String path) throws IOException {
        Path file = folder.resolve("r.txt");
        Files.writeString(file, "# comment\n" + Recipe.quoted("--data=" + path) + "\n");
        Echo echo = new Echo();
        new CommandLine(echo).parseArgs("@" + file);
        assertEquals(path, echo.data);
    }
}

package org.captioner.cli.reliability;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.captioner.decoder.bundle.ModelBundle;

/** The commands that work for long, keep what they have, and go on with {@code --resume}. */
enum LongWork {
    TRAIN {
        @Override
        List<String> arguments(TinyData data, Path result) {
            List<String> arguments = training("train", data, result);
            arguments.addAll(List.of("--weights", data.encoder().toString()));
            arguments.addAll(List.of("--size", "32", "--grid", "1", "--width", "16"));
            arguments.addAll(List.of("--attention-width", "8"));
            arguments.addAll(List.of("--patience", "" + EPOCHS, "--epochs", "" + EPOCHS));
            return arguments;
        }
    },
    REFINE {
        @Override
        List<String> arguments(TinyData data, Path result) {
            List<String> arguments = training("refine", data, result);
            arguments.addAll(List.of("--model", data.folder().resolve("trained").toString()));
            arguments.addAll(List.of("--epochs", "" + EPOCHS, "--samples", "2"));
            return arguments;
        }
    },
    CAPTION {
        @Override
        List<String> arguments(TinyData data, Path result) {
            return new ArrayList<>(
                    List.of(
                            "caption",
                            data.photos().toString(),
                            "--model",
                            data.model().toString(),
                            "--output",
                            rows(result).toString(),
                            "--batch",
                            "4",
                            "--threads",
                            "1"));
        }

        @Override
        boolean resumable(Path result) {
            return Files.exists(rows(result));
        }

        @Override
        long kept(Path result) {
            return lines(rows(result));
        }

        @Override
        void requireSame(Path expected, Path result) {
            // A photo without a caption is tried again and so moves to the end.
            assertEquals(sorted(rows(expected)), sorted(rows(result)));
            assertEquals(List.of("rows.csv"), names(result));
        }
    };

    private static final int EPOCHS = 5;

    /** What to type, without {@code --resume}. */
    abstract List<String> arguments(TinyData data, Path result);

    /** Whether there is anything to go on with. */
    boolean resumable(Path result) {
        return Files.exists(result.resolve("last"))
                || Files.exists(result.resolve(".last.previous"));
    }

    /** How much is kept, in epochs or rows. */
    long kept(Path result) {
        return lines(result.resolve("training.jsonl"));
    }

    /** Requires that two results are the same, and that nothing lies about. */
    void requireSame(Path expected, Path result) {
        for (String folder : List.of("best", "last")) {
            for (String name : List.of("weights.safetensors", "vocabulary.json")) {
                requireSameBytes(expected, result, folder + "/" + name);
            }
            requireBundle(result.resolve(folder));
        }
        requireSameBytes(expected, result, "last/moments.safetensors");
        assertEquals(losses(expected), losses(result));
        assertEquals(names(expected), names(result));
        for (String folder : List.of("best", "last", "features")) {
            assertEquals(names(expected.resolve(folder)), names(result.resolve(folder)));
        }
    }

    private static List<String> training(String command, TinyData data, Path result) {
        List<String> arguments = new ArrayList<>(List.of(command));
        arguments.addAll(List.of("--data", data.data().toString()));
        arguments.addAll(List.of("--output", result.toString()));
        arguments.addAll(List.of("--threads", "1", "--batch", "4"));
        return arguments;
    }

    private static List<String> sorted(Path file) {
        return text(file).lines().sorted().toList();
    }

    private static Path rows(Path result) {
        return result.resolve("rows.csv");
    }

    private static void requireBundle(Path folder) {
        ModelBundle.readManifest(folder);
        assertTrue(Files.exists(folder.resolve("README.md")), folder.toString());
    }

    /** Epochs without their times. */
    private static List<String> losses(Path result) {
        return text(result.resolve("training.jsonl"))
                .lines()
                .map(
                        line ->
                                line.replaceAll(
                                        "\"(seconds|trainSeconds|cpuSeconds|trainCpuSeconds|"
                                                + "devSeconds)\":[^,}]*",
                                        ""))
                .toList();
    }

    private static void requireSameBytes(Path expected, Path result, String name) {
        try {
            assertArrayEquals(
                    Files.readAllBytes(expected.resolve(name)),
                    Files.readAllBytes(result.resolve(name)),
                    name);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<String> names(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static long lines(Path file) {
        return Files.exists(file) ? text(file).lines().count() : 0;
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

package org.captioner.cli.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Runs commands on real inputs, once for each option: the option runs and has the effect that its
 * line in {@code option-trials.txt} states, or is refused for the reason that stands there. Nothing
 * that a person gives is ignored.
 */
class OptionTrialsTest {
    @TempDir static Path folder;

    /** A command line that works, with what an option does to it. */
    private record Trial(List<String> command, String option, String outcome) {
        static Trial parse(List<String> command, String line) {
            String[] parts = line.strip().split(" {2,}", 2);
            return new Trial(command, parts[0], parts[1].strip());
        }

        /** The command with the option in place of its own. */
        List<String> arguments() {
            String[] words = option.split(" ");
            List<String> arguments = new ArrayList<>(command);
            int own = arguments.indexOf(words[0]);
            if (own >= 0) {
                arguments.subList(own, own + words.length).clear();
            }
            arguments.addAll(List.of(words));
            return arguments;
        }
    }

    @TestFactory
    List<DynamicTest> optionsDoWhatTheTableStates() throws IOException {
        OptionTrialFiles files = OptionTrialFiles.create(folder);
        Map<List<String>, String> plain = new HashMap<>();
        List<DynamicTest> tests = new ArrayList<>();
        for (Trial trial : trials()) {
            String name = String.join(" ", trial.command().subList(0, 2)) + " " + trial.option();
            tests.add(DynamicTest.dynamicTest(name, () -> check(trial, files, plain)));
        }
        return tests;
    }

    private static void check(
            Trial trial, OptionTrialFiles files, Map<List<String>, String> plain) {
        OptionTrialFiles.Result run = files.run(trial.arguments());
        String message = trial.arguments() + "\n" + run.talk();
        assertFalse(run.talk().contains("\tat "), message);
        if (trial.outcome().startsWith("refused: ")) {
            assertEquals(2, run.exitCode(), message);
            assertTrue(run.talk().contains(trial.outcome().substring(9)), message);
            return;
        }
        assertEquals(0, run.exitCode(), message);
        switch (trial.outcome()) {
            case "changes" -> assertNotEquals(plain(trial, files, plain), run.results(), message);
            case "same" -> assertEquals(plain(trial, files, plain), run.results(), message);
            default -> assertEquals("runs", trial.outcome());
        }
    }

    private static String plain(
            Trial trial, OptionTrialFiles files, Map<List<String>, String> known) {
        return known.computeIfAbsent(
                trial.command(),
                command -> {
                    OptionTrialFiles.Result run = files.run(command);
                    assertEquals(0, run.exitCode(), command + "\n" + run.talk());
                    return run.results();
                });
    }

    private static List<Trial> trials() throws IOException {
        List<Trial> trials = new ArrayList<>();
        List<String> command = List.of();
        for (String line : lines()) {
            if (line.startsWith("captioner ")) {
                command = List.of(line.substring(10).split(" "));
            } else if (!line.isBlank() && !line.startsWith("#")) {
                trials.add(Trial.parse(command, line));
            }
        }
        return trials;
    }

    private static List<String> lines() throws IOException {
        try (InputStream in = OptionTrialsTest.class.getResourceAsStream("option-trials.txt")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
        }
    }
}

package org.captioner.cli.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.captioner.cli.terminal.Console;
import org.captioner.cli.terminal.Terminal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

class CommandLineInterfaceTest {
    @Test
    void helpIsDataAndListsTheCommands() {
        CommandRun run = CommandRun.of("--help");

        assertEquals(0, run.exitCode());
        assertTrue(run.data().contains("inspect"), run.data());
        assertTrue(run.data().contains("Exit codes:"), run.data());
        assertEquals("", run.talk());
    }

    @Test
    void everyCommandHasHelpAndExplainsItself() {
        for (String command :
                new String[] {
                    "demo",
                    "train",
                    "caption",
                    "calibrate",
                    "evaluate",
                    "score",
                    "inspect",
                    "bench",
                    "export",
                    "classify",
                    "fetch",
                    "completion"
                }) {
            CommandRun run = CommandRun.of(command, "--help");

            assertEquals(0, run.exitCode(), command);
            assertTrue(run.data().contains("Usage: captioner " + command), run.data());
        }
    }

    @Test
    void theVersionNamesJavaAndTheSystem() {
        CommandRun run = CommandRun.of("--version");

        assertEquals(0, run.exitCode());
        assertTrue(run.data().startsWith("captioner "), run.data());
        assertTrue(run.data().contains("Java "), run.data());
    }

    @Test
    void noCommandIsAUserMistake() {
        CommandRun run = CommandRun.of();

        assertEquals(2, run.exitCode());
        assertEquals("", run.data());
        assertTrue(run.talk().startsWith("captioner: no command given"), run.talk());
    }

    @Test
    void aMisspeltCommandIsAnsweredWithTheRightOne() {
        CommandRun run = CommandRun.of("inspct");

        assertEquals(2, run.exitCode());
        assertTrue(run.talk().contains("did you mean inspect"), run.talk());
        assertFalse(run.talk().contains("\tat "), run.talk());
    }

    @Test
    void aMisspeltOptionIsAnsweredWithTheRightOne() {
        CommandRun misspelt = CommandRun.of("caption", "x", "--model", "y", "--baem", 3);
        CommandRun required = CommandRun.of("caption", "x", "--modle=y");

        assertEquals(2, misspelt.exitCode());
        assertTrue(misspelt.talk().contains("did you mean --beam?"), misspelt.talk());
        assertEquals(2, required.exitCode());
        assertTrue(required.talk().contains("did you mean --model?"), required.talk());
    }

    @Test
    void aMisspeltValueIsAnsweredWithTheRightOne() {
        Object[] train = {"train", "--data", "x", "--weights", "y", "--output", "z"};
        Map<String, String> meant =
                Map.of(
                        "--decoder lstn", "lstm",
                        "--decoder transfomer", "transformer",
                        "--data-format flikr8k", "flickr8k");
        meant.forEach(
                (option, name) -> {
                    List<Object> command = new ArrayList<>(Arrays.asList(train));
                    command.addAll(List.of(option.split(" ")));
                    assertSuggests(name, command.toArray());
                });
        assertSuggests("jsonl", "caption", "x", "--model", "y", "--output-format", "jsnl");
        assertSuggests("markdown", "score", "-r", "x", "y", "--output-format", "markdwon");
        assertSuggests("bleu", "score", "-r", "x", "y", "--metrics", "belu");
        assertSuggests("onnx", "bench", "encoders", "--backends", "onxx");
    }

    private static void assertSuggests(String name, Object... command) {
        CommandRun run = CommandRun.of(command);
        assertEquals(2, run.exitCode());
        assertTrue(run.talk().contains("; did you mean " + name + "?"), run.talk());
    }

    @Test
    void helpHasSectionsWithTheUsualOptionsFirst() {
        String help = CommandRun.of("caption", "--help").data();

        int model = help.indexOf("--model=DIR  ");
        int output = help.indexOf("Output:");
        int general = help.indexOf("General options:");
        assertTrue(0 < model && model < output && output < general, help);
    }

    @Test
    void argumentsComeFromAFileToo(@TempDir Path folder) throws IOException {
        Path recipe = Files.writeString(folder.resolve("recipe.txt"), "completion\n--help\n");

        CommandRun run = CommandRun.of("@" + recipe);

        assertEquals(0, run.exitCode(), run.talk());
        assertTrue(run.data().contains("Usage: captioner completion"), run.data());
    }

    @Test
    void completionPrintsAScriptThatKnowsTheCommands() {
        CommandRun run = CommandRun.of("completion");

        assertEquals(0, run.exitCode());
        assertTrue(run.data().contains("complete -F _complete_captioner"), "a bash function");
        assertTrue(run.data().contains("inspect"), "the commands");
    }

    @Test
    void aFullDiskBehindStandardOutputIsNotASuccess() {
        ByteArrayOutputStream talk = new ByteArrayOutputStream();
        OutputStream full =
                new OutputStream() {
                    @Override
                    public void write(int octet) throws IOException {
                        throw new IOException("No space left on device");
                    }
                };
        try (Console console = new Console(full, talk, Terminal.NONE)) {
            assertEquals(1, CommandLineInterface.run(console, "completion"));
        }
        assertTrue(
                talk.toString(StandardCharsets.UTF_8).contains("standard output"),
                talk.toString(StandardCharsets.UTF_8));
    }
}

package org.captioner.cli.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;

/** {@code captioner caption --resume}, with the model of a short demo. */
class CaptionResumeTest {
    private static Path shared;
    private static Path model;

    @TempDir Path folder;

    @BeforeAll
    static void trainOnce() {
        shared = DemoModel.get().folder();
        model = DemoModel.get().bundle();
    }

    @Test
    void anOutputFileIsRefusedThenResumed() throws IOException {
        photos(2);
        Path output = Files.createTempDirectory(shared, "resume").resolve("out.jsonl");
        CommandRun first = CommandRun.of("caption", folder, "--model", model, "-o", output);
        CommandRun refused = CommandRun.of("caption", folder, "--model", model, "-o", output);
        CommandRun resumed =
                CommandRun.of("caption", folder, "--model", model, "-o", output, "--resume");

        assertEquals(0, first.exitCode(), first.talk());
        assertTrue(first.talk().startsWith("2 photos found below " + folder), first.talk());
        assertTrue(first.talk().contains("loading the model " + model), first.talk());
        assertEquals(2, refused.exitCode());
        assertTrue(refused.talk().contains("--resume"), refused.talk());
        assertTrue(resumed.talk().contains("2 kept from before"), resumed.talk());
        assertEquals(2, Files.readAllLines(output).size());
    }

    @Test
    void aResumeKeepsAPersonsWordsAndCaptionsWhatWasReplaced() throws IOException {
        List<Path> scenes = photos(3);
        Path output = Files.createTempDirectory(shared, "resume").resolve("out.csv");
        Object[] command = {"caption", folder, "--model", model, "-o", output, "--resume"};
        CommandRun.of(command);
        String corrected = Files.readString(output).replaceFirst("p0.png,[^,]*,", "p0.png,Mine,");
        Files.writeString(output, "\uFEFF" + corrected.replace("\n", "\r\n"));
        Files.write(folder.resolve("p1.png"), Files.readAllBytes(scenes.get(0)));
        Files.setLastModifiedTime(
                folder.resolve("p1.png"), FileTime.from(Instant.ofEpochSecond(1)));

        CommandRun resumed = CommandRun.of(command);

        assertEquals(0, resumed.exitCode(), resumed.talk());
        assertTrue(resumed.talk().contains("1 photo captioned"), resumed.talk());
        assertTrue(resumed.talk().contains("2 kept from before"), resumed.talk());
        List<String> rows = Files.readAllLines(output);
        assertEquals(4, rows.size(), rows.toString());
        assertTrue(rows.get(1).startsWith("p0.png,Mine,,"), rows.toString());
        assertTrue(rows.get(3).startsWith("p1.png,"), rows.toString());
        assertTrue(Files.exists(output.resolveSibling("out.csv.bak")));
    }

    @Test
    void aResumeIntoAnOutputOfOtherPhotosSaysSo() throws IOException {
        photos(1);
        Path output =
                Files.writeString(
                        Files.createTempDirectory(shared, "resume").resolve("out.csv"),
                        "image,caption,error\nelsewhere.jpg,A dog.,\n");
        CommandRun foreign =
                CommandRun.of("caption", folder, "--model", model, "-o", output, "--resume");
        String sameNames =
                """
                image,caption,error,bytes,modified
                p0.png,A.,,1,2020-01-01T00:00:00Z
                q.png,B.,,1,2020-01-01T00:00:00Z
                """;
        Files.writeString(output, sameNames);
        CommandRun refused =
                CommandRun.of("caption", folder, "--model", model, "-o", output, "--resume");

        assertEquals(0, foreign.exitCode(), foreign.talk());
        assertTrue(foreign.talk().contains("none of the 1 caption in"), foreign.talk());
        assertEquals(2, refused.exitCode(), refused.talk());
        assertTrue(refused.talk().contains("describes other photos"), refused.talk());
        assertEquals(sameNames, Files.readString(output));
    }

    private List<Path> photos(int count) throws IOException {
        return DemoModel.get().photos(folder, count);
    }
}

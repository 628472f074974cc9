package org.captioner.cli.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

class InspectDatasetCommandTest {
    @TempDir private Path folder;

    @BeforeEach
    void aSmallDataset() throws IOException {
        write("image,caption,split\na.png,A dog runs,train\nb.png,A cat,test\n");
        Files.createFile(folder.resolve("a.png"));
        Files.createFile(folder.resolve("b.png"));
    }

    private void write(String table) throws IOException {
        Files.writeString(folder.resolve("captions.csv"), table);
    }

    @Test
    void aSoundDatasetIsDescribedOnStandardOutput() {
        CommandRun run = CommandRun.of("inspect", "dataset", folder);

        assertEquals(0, run.exitCode(), run.talk());
        assertTrue(run.data().contains("(csv)"), run.data());
        assertTrue(run.data().contains("3 words"), run.data());
        assertTrue(run.data().endsWith("no problems found\n"), run.data());
        assertEquals("", run.talk());
    }

    @Test
    void anErrorInTheDataIsListedAndGivesExitCodeTwo() throws IOException {
        write("image,caption,split\na.png,A dog,train\na.png,A cat,test\n");
        CommandRun run = CommandRun.of("inspect", "dataset", folder, "--json");

        assertEquals(2, run.exitCode());
        assertTrue(run.data().contains("\"kind\" : \"image-in-two-splits\""), run.data());
    }

    @Test
    void picturesThatDoNotDecodeAreFoundOnRequest() {
        CommandRun run = CommandRun.of("inspect", "dataset", folder, "--check-pixels");

        assertEquals(2, run.exitCode());
        assertTrue(run.data().contains("error unreadable-image: 2"), run.data());
    }

    @Test
    void aWrongFormatAndAWrongPathAreUserMistakes() {
        CommandRun format = CommandRun.of("inspect", "dataset", folder, "--data-format", "xml");
        assertEquals(2, format.exitCode());
        assertTrue(format.talk().contains("xml"), format.talk());

        CommandRun path = CommandRun.of("inspect", "dataset", folder.resolve("nowhere"));
        assertEquals(2, path.exitCode());
        assertTrue(path.talk().contains("does not exist; check the path"), path.talk());
    }
}

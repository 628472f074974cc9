package org.captioner.cli.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FetchCommandTest {
    @TempDir Path folder;

    @Test
    void weightsFromAFileArePrintedOnceTheyAreThereWithLicenceAndCitation() throws Exception {
        Path source = folder.resolve("mine.safetensors");
        byte[] header =
                "{\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4]}}"
                        .getBytes(StandardCharsets.US_ASCII);
        byte[] file = new byte[8 + header.length + 4];
        file[0] = (byte) header.length;
        System.arraycopy(header, 0, file, 8, header.length);
        Files.write(source, file);

        CommandRun run = CommandRun.of("fetch", "resnet50", "--from", source, "--to", folder);
        CommandRun again = CommandRun.of("fetch", "resnet50", "--from", source, "--to", folder);

        assertEquals(0, run.exitCode(), run.talk());
        assertEquals(folder.resolve("resnet50.safetensors"), Path.of(run.data().strip()));
        assertTrue(run.talk().contains("licence: BSD-3-Clause"), run.talk());
        assertTrue(run.talk().contains("cite: K. He"), run.talk());
        assertEquals(0, again.exitCode(), again.talk());
        assertTrue(again.talk().contains("is there already"), again.talk());
    }

    @Test
    void whatIsNoWeightsFileIsRefused() throws Exception {
        Path page = Files.writeString(folder.resolve("page.html"), "<html>please log in</html>");

        CommandRun run = CommandRun.of("fetch", "resnet18", "--from", page, "--to", folder);

        assertEquals(2, run.exitCode());
        assertTrue(run.talk().contains("safetensors"), run.talk());
        assertFalse(Files.exists(folder.resolve("resnet18.safetensors")));
    }

    @Test
    void theHelpNamesWhatTheLauncherFetchesToo() {
        CommandRun help = CommandRun.of("fetch", "--help");
        CommandRun withoutLauncher = CommandRun.of("fetch", "spice");

        assertTrue(help.data().contains("spice"), help.data());
        assertEquals(2, withoutLauncher.exitCode());
        assertTrue(withoutLauncher.talk().contains("./captioner fetch spice"));
    }
}

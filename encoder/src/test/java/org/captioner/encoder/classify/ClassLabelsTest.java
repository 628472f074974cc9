package org.captioner.encoder.classify;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.captioner.dataset.InputException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ClassLabelsTest {
    @TempDir private Path folder;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "tench\ngoldfish\n",
                "[\"tench\", \"goldfish\"]",
                "{\"1\": \"goldfish\", \"0\": \"tench\"}",
                "{\"0\": [\"n01440764\", \"tench\"], \"1\": [\"n01443537\", \"goldfish\"]}"
            })
    void everyPublishedFormIsRead(String text) throws IOException {
        assertEquals(List.of("tench", "goldfish"), ClassLabels.read(write(text)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"[\"a\", 3]", "{\"0\": \"a\", \"2\": \"c\"}", "[\"a\""})
    void aGapOrDamageIsAnError(String text) throws IOException {
        Path file = write(text);
        assertThrows(InputException.class, () -> ClassLabels.read(file));
    }

    @Test
    void anAbsentFileIsAnError() {
        assertThrows(InputException.class, () -> ClassLabels.read(folder.resolve("no")));
    }

    private Path write(String text) throws IOException {
        return Files.writeString(folder.resolve("labels"), text);
    }
}

package org.captioner.encoder.resnet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.captioner.dataset.InputException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ActivationRangesTest {
    private static final ActivationRanges RANGES =
            new ActivationRanges("f00d", 3, Map.of("layer1.0.conv1", 2.5, "layer1.0.conv2", 0.75));

    @TempDir private Path folder;

    @Test
    void whatIsSavedIsLoadedAgain() {
        Path file = folder.resolve("ranges.json");
        RANGES.save(file);
        assertEquals(RANGES, ActivationRanges.load(file));
    }

    @Test
    void rangesOfAnotherNetworkAreRefused() {
        ResNetArchitecture own =
                ResNetArchitecture.custom("own", BlockKind.BASIC, List.of(1), List.of(8));
        RANGES.requireFor(own, "f00d");
        assertThrows(InputException.class, () -> RANGES.requireFor(own, "beef"));
        ResNetArchitecture deeper =
                ResNetArchitecture.custom("deeper", BlockKind.BASIC, List.of(2), List.of(8));
        assertThrows(InputException.class, () -> RANGES.requireFor(deeper, "f00d"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{",
                "[]",
                "{\"formatVersion\": 2, \"fingerprint\": \"a\", \"photos\": 1, \"ceilings\": {}}",
                "{\"formatVersion\": 1, \"photos\": 1, \"ceilings\": {}}",
                "{\"formatVersion\": 1, \"fingerprint\": \"a\", \"photos\": 0, \"ceilings\": {}}",
                "{\"formatVersion\": 1, \"fingerprint\": \"a\", \"photos\": 1}",
                "{\"formatVersion\": 1, \"fingerprint\": \"a\", \"photos\": 1, \"ceilings\":"
                        + " {\"x\": -1}}",
                "{\"formatVersion\": 1, \"fingerprint\": \"a\", \"photos\": 1, \"ceilings\":"
                        + " {\"x\": null}}"
            })
    void damagedFilesAreRefused(String text) throws IOException {
        Path file = Files.writeString(folder.resolve("ranges.json"), text);
        assertThrows(InputException.class, () -> ActivationRanges.load(file));
    }

    @Test
    void anAbsentFileIsNamed() {
        Path file = folder.resolve("absent.json");
        InputException problem =
                assertThrows(InputException.class, () -> ActivationRanges.load(file));
        assertTrue(problem.getMessage().startsWith(file + ": "), problem::getMessage);
    }
}

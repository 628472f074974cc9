package org.captioner.eval.spice;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ParseCacheTest {
    @TempDir private Path folder;
    private Path file;

    @BeforeEach
    void save() {
        file = folder.resolve("deep/parses.bin");
        ParseCache cache = ParseCache.open(file, "p1");
        cache.put("a café", "parse\n");
        cache.put("", "");
        cache.save();
    }

    @Test
    void theNextRunFindsWhatThisOneParsed() {
        ParseCache next = ParseCache.open(file, "p1");
        assertEquals(Optional.of("parse\n"), next.get("a café"));
        assertEquals(Optional.of(""), next.get(""));
        assertTrue(next.get("unknown").isEmpty());
    }

    @Test
    void anotherParserStartsAnew() {
        assertTrue(ParseCache.open(file, "p2").get("a café").isEmpty());
    }

    @Test
    void aFileCutAnywhereIsAsGoodAsAbsent() throws IOException {
        byte[] whole = Files.readAllBytes(file);
        for (int length = 0; length < whole.length; length++) {
            Files.write(file, Arrays.copyOf(whole, length));
            assertTrue(ParseCache.open(file, "p1").get("a café").isEmpty(), "length " + length);
        }
    }

    @Test
    void aFileWithOneWrongByteIsAsGoodAsAbsent() throws IOException {
        byte[] whole = Files.readAllBytes(file);
        for (int position = 0; position < whole.length; position++) {
            byte[] damaged = whole.clone();
            damaged[position] ^= 1;
            Files.write(file, damaged);
            assertTrue(ParseCache.open(file, "p1").get("a café").isEmpty(), "byte " + position);
        }
    }
}

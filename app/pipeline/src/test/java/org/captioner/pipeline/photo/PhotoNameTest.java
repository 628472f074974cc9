package org.captioner.pipeline.photo;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class PhotoNameTest {
    private static final Path ROOT = Path.of("photos").toAbsolutePath();

    @Test
    void namesAreBelowTheRootWithSlashes() {
        assertEquals("ü/日.jpg", PhotoName.of(ROOT, ROOT.resolve("ü").resolve("日.jpg")));
    }

    @Test
    void bytesThatAreNotUtf8AreWrittenAsHexadecimalDigits() {
        byte[] latin1 = "übung.jpg".getBytes(StandardCharsets.ISO_8859_1);
        assertEquals("\\xFCbung.jpg", PhotoName.decoded(latin1));
        assertEquals("übung.jpg", decoded("übung.jpg"));
        assertEquals("😀.jpg", decoded("😀.jpg"));
        assertEquals(
                "a\\xE6\\x97.jpg",
                PhotoName.decoded(new byte[] {'a', (byte) 0xE6, (byte) 0x97, '.', 'j', 'p', 'g'}));
    }

    @Test
    void controlCharactersAreWrittenAsHexadecimalDigits() {
        assertEquals("a\\x1B[2Jb\\x0A.jpg", PhotoName.of(ROOT, ROOT.resolve("a\u001B[2Jb\n.jpg")));
        assertEquals("\\xC2\\x9B.jpg", decoded("\u009B.jpg"));
    }

    @Test
    void aNameThatLooksEscapedIsTold() {
        assertEquals("a\\x5CxFC.jpg", decoded("a\\xFC.jpg"));
        assertEquals("a\\b.jpg", decoded("a\\b.jpg"));
    }

    private static final Map<String, String> SEEN = new HashMap<>();

    @Property(tries = 2000)
    void differentBytesHaveDifferentNames(@ForAll @Size(min = 1, max = 8) byte[] bytes) {
        String name = PhotoName.decoded(bytes);
        String content = Arrays.toString(bytes);
        assertEquals(content, SEEN.computeIfAbsent(name, first -> content));
    }

    private static String decoded(String name) {
        return PhotoName.decoded(name.getBytes(StandardCharsets.UTF_8));
    }
}

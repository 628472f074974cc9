package org.captioner.eval.file;

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
import org.junit.jupiter.params.provider.CsvSource;

class CaptionFileTest {
    @TempDir Path folder;

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "a.json;[{\"image_id\": 1, \"caption\": \"a dog\"}]",
                "b.json;{\"images\": [{\"id\": 1}], \"annotations\":"
                        + " [{\"id\": 5, \"caption\": \"a dog\", \"image_id\": 1}]}",
                "c.jsonl;{\"image\": \"1\", \"caption\": \"a dog\", \"more\": [1, {}]}",
                "d.csv;image,caption\\n1,a dog",
                "e.csv;split,caption,image_id\\ntest,\"a dog\",1",
                "f.tsv;image\\tcaption\\n1\\ta dog",
                "g.txt;image,caption\\n1,a dog",
                "h.txt;1#0\\ta dog",
                "i.txt;a dog"
            })
    void everyLayoutGivesTheSameCaptions(String name, String content) throws IOException {
        Path file = file(name, content.replace("\\n", "\n").replace("\\t", "\t"));
        assertEquals(Map.of("1", "a dog"), CaptionFile.readPredictions(file).captions());
    }

    @Test
    void referencesKeepTheirOrder() throws IOException {
        Path file = file("r.txt", "x#0\tone\nx#1\ttwo\ny#0\tthree\n");
        assertEquals(
                Map.of("x", List.of("one", "two"), "y", List.of("three")),
                CaptionFile.readAll(file).captions());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "a.csv;image,caption\\n"
                        + "1,a dog\\n"
                        + "1,a cat;line 3: image 1 has a caption in line 2 too",
                "b.csv;picture,caption\\n1,a dog;line 1: no column for the image in the header",
                "c.csv;image,caption\\n1,a,b;line 2: expected 2 columns, found 3",
                "d.json;[{\"image_id\": 1}];[0] (image 1): expected an object with image_id (or"
                        + " image, file_name) and caption",
                "e.json;[{\"image_id\":;line 1 column 14: malformed JSON",
                "f.txt;'1\\ta dog\\nno tab here';line 2: expected image id, tab and caption"
            })
    void mistakesAreNamedWithTheirPlace(String name, String content, String message)
            throws IOException {
        Path file = file(name, content.replace("\\n", "\n").replace("\\t", "\t"));
        InputException e =
                assertThrows(InputException.class, () -> CaptionFile.readPredictions(file));
        assertTrue(e.getMessage().contains(message), e.getMessage());
        assertTrue(e.getMessage().contains(name), e.getMessage());
    }

    @Test
    void anAbsentFileIsSaidToBeAbsent() {
        InputException e =
                assertThrows(
                        InputException.class,
                        () -> CaptionFile.readPredictions(folder.resolve("absent.json")));
        assertTrue(e.getMessage().contains("does not exist"), e.getMessage());
    }

    private Path file(String name, String content) throws IOException {
        return Files.writeString(folder.resolve(name), content);
    }
}

package org.captioner.eval.file;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.captioner.dataset.InputException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PredictionsTest {
    private static final Map<String, String> TWO = Map.of("a.jpg", "A dog, running.", "b.jpg", "");

    @TempDir Path folder;

    @Test
    void readsCocoResultsWithTextAndNumberIds() throws IOException {
        PredictionSet read =
                read(
                        """
                        [{"image_id": "a.jpg", "caption": "A dog, running."},
                         {"image_id": 42, "caption": "A cat."}]
                        """);

        assertEquals(Map.of("a.jpg", "A dog, running.", "42", "A cat."), read.captions());
    }

    @Test
    void readsJsonLinesAndKeepsFailuresApart() throws IOException {
        PredictionSet read =
                read(
                        """
                        {"image":"a.jpg","caption":"A dog, running.","log_probability":-3.1}
                        {"image":"c.jpg","error":"not a picture"}
                        {"image":"b.jpg","caption":""}
                        """);

        assertEquals(TWO, read.captions());
        assertEquals(List.of("c.jpg"), read.failed());
    }

    @Test
    void readsTheCsvThatCaptionWrites() throws IOException {
        PredictionSet read =
                read(
                        """
                        image,caption,error\r
                        a.jpg,"A dog, running.",\r
                        b.jpg,,\r
                        c.jpg,,bad\r
                        """);

        assertEquals(TWO, read.captions());
        assertEquals(List.of("c.jpg"), read.failed());
    }

    @Test
    void whatIsWrittenIsReadBack() {
        Map<String, String> captions = new LinkedHashMap<>(TWO);
        captions.put("7", "quotes \" and\nlines");
        captions.put("007", "a leading zero stays");
        for (String name : List.of("p.json", "p.csv")) {
            Path file = folder.resolve(name);

            PredictionWriter.write(file, captions);

            Map<String, String> read = CaptionFile.readPredictions(file).captions();
            assertEquals(captions.toString(), read.toString(), name);
        }
    }

    @Test
    void mistakesNameTheLine() throws IOException {
        assertMistake(
                "image,caption\na.jpg,A dog, running\n", " line 2: expected 2 columns, found 3");
        assertMistake(
                "image,caption\na,x\nb,\"y\ny\"\na,z\n",
                " line 5: image a has a caption in line 2 too");
        assertMistake(
                "[{\"image_id\":1,\"caption\":\"x\"},\n{\"image_id\":2}]",
                " [1] (image 2): expected an object with image_id");
        assertMistake("[{\"image_id\":1,\n\"caption\":\"x\"", " line 2: malformed JSON");
        assertMistake(
                "{\"image\":\"a\",\"caption\":\"x\"}\n{\"image\":\n", " line 3: malformed JSON");
        assertMistake("{\"image\":\" \",\"caption\":\"x\"}\n", " line 1: the image id is empty");
        assertMistake("image,caption\n", " holds no caption");
    }

    @Test
    void aWrongPathOrEncodingIsAMistake() throws IOException {
        Path absent = folder.resolve("absent.json");
        Path latin = folder.resolve("latin.csv");
        Files.write(latin, "image,caption\na,ein Hündchen\n".getBytes(StandardCharsets.ISO_8859_1));

        InputException noFile =
                assertThrows(InputException.class, () -> CaptionFile.readPredictions(absent));
        InputException noText =
                assertThrows(InputException.class, () -> CaptionFile.readPredictions(latin));

        assertEquals(absent + " does not exist; check the path", noFile.getMessage());
        assertEquals(
                latin
                        + " line 2: byte 0xFC is not UTF-8; convert the file to UTF-8 (it may be"
                        + " Windows-1252 or Latin-1 now)",
                noText.getMessage());
    }

    private PredictionSet read(String text) throws IOException {
        return CaptionFile.readPredictions(Files.writeString(folder.resolve("predictions"), text));
    }

    private void assertMistake(String text, String start) throws IOException {
        InputException e = assertThrows(InputException.class, () -> read(text));
        String message =
                e.getMessage().substring(folder.resolve("predictions").toString().length());
        assertEquals(start, message.substring(0, Math.min(start.length(), message.length())));
    }
}

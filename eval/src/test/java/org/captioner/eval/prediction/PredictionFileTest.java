package org.captioner.eval.prediction;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.captioner.dataset.InputException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PredictionFileTest {
    private static final List<Prediction> TWO =
            List.of(new Prediction("a.jpg", "A dog, running."), new Prediction("b.jpg", ""));

    @TempDir Path folder;

    @Test
    void readsCocoResultsWithTextAndNumberIds() throws IOException {
        PredictionSet read =
                read(
                        """
                        [{"image_id": "a.jpg", "caption": "A dog, running."},
                         {"image_id": 42, "caption": "A cat."}]
                        """);

        assertEquals(List.of(TWO.get(0), new Prediction("42", "A cat.")), read.predictions());
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

        assertEquals(TWO, read.predictions());
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

        assertEquals(TWO, read.predictions());
        assertEquals(List.of("c.jpg"), read.failed());
    }

    @Test
    void whatIsWrittenIsReadBack() {
        List<Prediction> predictions =
                List.of(
                        TWO.get(0),
                        TWO.get(1),
                        new Prediction("7", "quotes \" and\nlines"),
                        new Prediction("007", "a leading zero stays"));
        for (String name : List.of("p.json", "p.csv")) {
            Path file = folder.resolve(name);

            PredictionFile.write(file, predictions);

            assertEquals(predictions, PredictionFile.read(file).predictions(), name);
        }
    }

    @Test
    void mistakesNameTheLine() throws IOException {
        assertMistake("image,text\na.jpg,A dog\n", " line 1: the columns are image,text;");
        assertMistake(
                "image,caption\na.jpg,A dog, running\n", " line 2: expected 2 columns, found 3");
        assertMistake(
                "image,caption\na,x\nb,y\na,z\n", " line 4: image a has a caption in line 2 too");
        assertMistake(
                "[{\"image_id\":1,\"caption\":\"x\"},{\"image_id\":2}]",
                " entry 2: image 2 has no");
        assertMistake("[{\"image_id\":1,\n\"caption\":\"x\"", " line 2: not JSON");
        assertMistake("{\"image\":\"a\",\"caption\":\"x\"}\n{\"image\":\n", " line 2: not JSON");
        assertMistake("{\"image\":\" \",\"caption\":\"x\"}\n", " line 1: the image id is empty");
        assertMistake("image,caption\n", " holds no caption");
    }

    @Test
    void aWrongPathOrEncodingIsAMistake() throws IOException {
        Path absent = folder.resolve("absent.json");
        Path latin = folder.resolve("latin.csv");
        Files.write(latin, "image,caption\na,ein Hündchen\n".getBytes(StandardCharsets.ISO_8859_1));

        InputException noFile =
                assertThrows(InputException.class, () -> PredictionFile.read(absent));
        InputException noText =
                assertThrows(InputException.class, () -> PredictionFile.read(latin));

        assertEquals("no predictions file " + absent + "; check the path", noFile.getMessage());
        assertEquals(latin + " is not UTF-8; convert it", noText.getMessage());
    }

    private PredictionSet read(String text) throws IOException {
        return PredictionFile.read(Files.writeString(folder.resolve("predictions"), text));
    }

    private void assertMistake(String text, String start) throws IOException {
        InputException e = assertThrows(InputException.class, () -> read(text));
        String message =
                e.getMessage().substring(folder.resolve("predictions").toString().length());
        assertEquals(start, message.substring(0, Math.min(start.length(), message.length())));
    }
}

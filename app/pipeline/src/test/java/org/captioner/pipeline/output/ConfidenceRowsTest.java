package org.captioner.pipeline.output;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.captioner.dataset.InputException;
import org.captioner.pipeline.Caption;
import org.captioner.pipeline.photo.FoundPhoto;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfidenceRowsTest {
    private static final List<CaptionedPhoto> ROWS =
            List.of(
                    captioned("a.jpg", 0.5),
                    captioned("b.jpg", 0.0312),
                    CaptionedPhoto.failed(photo("c.jpg"), "c.jpg: not a picture"),
                    CaptionedPhoto.captioned(photo("d.jpg"), caption()));

    @TempDir Path folder;

    private static Caption caption() {
        return new Caption("Dog.", List.of("dog"), -2, -2, Optional.empty(), List.of());
    }

    private static CaptionedPhoto captioned(String name, double confidence) {
        return CaptionedPhoto.captioned(photo(name), caption().withConfidence(confidence));
    }

    private static FoundPhoto photo(String name) {
        return new FoundPhoto(name, Path.of("x"), Optional.empty());
    }

    private Path write(CaptionFormat format, double least) {
        Path file = folder.resolve("out" + format.endings().get(0));
        try (MinimumConfidence rows = new MinimumConfidence(format.write(file, List.of()), least)) {
            ROWS.forEach(rows::write);
            assertEquals(least > 0.03 ? 1 : 0, rows.withheld());
        }
        return file;
    }

    @Test
    void aCaptionBelowTheLimitIsLeftOutAndTheRowSaysSo() throws IOException {
        assertEquals(
                """
                image,caption,error,confidence,bytes,modified
                a.jpg,Dog.,,0.5000,,
                b.jpg,,caption left out: its confidence 0.0312 is below 0.1,0.0312,,
                c.jpg,,c.jpg: not a picture,,,
                d.jpg,Dog.,,,,
                """,
                Files.readString(write(CaptionFormats.named("csv"), 0.1)));
        assertEquals(
                """
                {"image":"a.jpg","caption":"Dog.","log_probability":-2.0,"confidence":0.5}
                {"image":"b.jpg","error":"caption left out: its confidence 0.0312 is below 0.1",\
                "confidence":0.0312}
                {"image":"c.jpg","error":"c.jpg: not a picture"}
                {"image":"d.jpg","caption":"Dog.","log_probability":-2.0}
                """,
                Files.readString(write(CaptionFormats.named("jsonl"), 0.1)));
    }

    @Test
    void withoutALimitEveryCaptionIsWritten() {
        for (CaptionFormat format : CaptionFormats.all()) {
            List<StoredCaption> rows = format.read(write(format, 0));
            assertEquals(
                    List.of("a.jpg", "b.jpg", "d.jpg"),
                    rows.stream().map(StoredCaption::name).toList());
        }
    }

    @Test
    void aResumeKnowsThatACaptionWasLeftOutAndWritesItsRowAgain() throws IOException {
        for (CaptionFormat format : CaptionFormats.all()) {
            Path file = write(format, 0.1);
            String before = Files.readString(file);

            List<StoredCaption> kept = format.read(file);

            assertEquals(
                    List.of("a.jpg", "b.jpg", "d.jpg"),
                    kept.stream().map(StoredCaption::name).toList());
            assertTrue(kept.get(1).isWithheld());
            assertEquals(OptionalDouble.of(0.5), kept.get(0).confidence());
            format.write(file, kept).close();
            assertEquals(
                    before.lines().filter(row -> !row.contains("c.jpg")).toList(),
                    Files.readAllLines(file));
        }
    }

    @Test
    void aPersonsCaptionTakesThePlaceOfOneThatWasLeftOut() throws IOException {
        Path csv = write(CaptionFormats.named("csv"), 0.1);
        Files.writeString(csv, Files.readString(csv).replace("b.jpg,,", "b.jpg,Mine.,"));
        Path json = write(CaptionFormats.named("jsonl"), 0.1);
        Files.writeString(
                json,
                Files.readString(json)
                        .replace(
                                "\"b.jpg\",\"error\"",
                                "\"b.jpg\",\"caption\":\"Mine.\",\"error\""));
        for (Path file : List.of(csv, json)) {
            StoredCaption row = CaptionFormats.ofFile(file).read(file).get(1);
            assertEquals("Mine.", row.text());
            assertFalse(row.isWithheld());
            assertEquals(OptionalDouble.empty(), row.confidence());
            assertEquals("", row.error());
            assertTrue(row.others().isEmpty(), row.others().toString());
        }
    }

    @Test
    void whatASpreadsheetMadeOfAConfidenceHidesNoCaption() throws IOException {
        Path file = folder.resolve("out.csv");
        Files.writeString(
                file, "image;caption;confidence\na.jpg;Dog.;0,45\nb.jpg;Cat.;45\nc.jpg;Cow.;?\n");
        List<StoredCaption> rows = CaptionFormats.named("csv").read(file);
        assertEquals(OptionalDouble.of(0.45), rows.get(0).confidence());
        assertEquals(OptionalDouble.empty(), rows.get(1).confidence());
        assertEquals("Cow.", rows.get(2).text());
    }

    @Test
    void aLimitThatIsNoShareIsRefused() {
        for (double limit : new double[] {-0.1, 1.1, Double.NaN}) {
            assertThrows(InputException.class, () -> MinimumConfidence.require(limit));
        }
    }
}

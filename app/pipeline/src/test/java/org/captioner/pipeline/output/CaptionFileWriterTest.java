package org.captioner.pipeline.output;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.NotEmpty;
import org.captioner.dataset.InputException;
import org.captioner.pipeline.output.CaptionFileWriter.Existing;
import org.captioner.pipeline.output.CaptionRow.Captioned;
import org.captioner.pipeline.output.CaptionRow.Failed;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CaptionFileWriterTest {
    private static final List<CaptionRow> ROWS =
            List.of(
                    new Captioned("a.jpg", "A dog, two cats and \"a bird\".", -12.5),
                    new Failed("b.jpg", "b.jpg: not a picture"),
                    new Captioned("sub/ü.jpg", "Ein Hündchen.", -3.25));

    @Test
    void commasSeparateColumnsAndQuotesKeepThemWhole(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("new/captions.csv");

        write(file, CaptionFormat.CSV, Existing.REFUSE, ROWS);

        assertEquals(
                """
                image,caption,error
                a.jpg,"A dog, two cats and ""a bird"".",
                b.jpg,,b.jpg: not a picture
                sub/ü.jpg,Ein Hündchen.,
                """,
                Files.readString(file));
    }

    @Test
    void jsonLinesHoldOneObjectEach(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("captions.jsonl");

        write(file, CaptionFormat.JSONL, Existing.REFUSE, ROWS);

        assertEquals(
                """
                {"image":"a.jpg","caption":"A dog, two cats and \\"a bird\\".",\
                "log_probability":-12.5}
                {"image":"b.jpg","error":"b.jpg: not a picture"}
                {"image":"sub/ü.jpg","caption":"Ein Hündchen.","log_probability":-3.25}
                """,
                Files.readString(file));
    }

    @Test
    void anExistingFileIsRefusedWithTheWaysOut(@TempDir Path folder) throws IOException {
        Path file = Files.createFile(folder.resolve("captions.csv"));

        InputException e =
                assertThrows(
                        InputException.class,
                        () -> CaptionFileWriter.open(file, CaptionFormat.CSV, Existing.REFUSE));

        assertTrue(e.getMessage().contains("--resume"), e.getMessage());
        assertTrue(e.getMessage().contains("--overwrite"), e.getMessage());
    }

    @Test
    void aResumeKeepsCaptionsAndDropsErrorsAndAHalfRow(@TempDir Path folder) throws IOException {
        for (CaptionFormat format : CaptionFormat.values()) {
            Path file = folder.resolve("captions." + format);
            write(file, format, Existing.REFUSE, ROWS);
            String whole = Files.readString(file);
            Files.writeString(file, whole + format.line(ROWS.get(0)).substring(0, 9));

            try (CaptionFileWriter rows = CaptionFileWriter.open(file, format, Existing.RESUME)) {
                assertEquals(Set.of("a.jpg", "sub/ü.jpg"), rows.captioned());
                rows.write(ROWS.get(1));
            }

            String expected =
                    format.header()
                            + format.line(ROWS.get(0))
                            + format.line(ROWS.get(2))
                            + format.line(ROWS.get(1));
            assertEquals(expected, Files.readString(file));
        }
    }

    @Test
    void aFileOfSomethingElseIsNotResumed(@TempDir Path folder) throws IOException {
        Path csv = Files.writeString(folder.resolve("a.csv"), "name,age\nAda,36\n");
        Path json = Files.writeString(folder.resolve("a.jsonl"), "{\"image\":\"a\"}\n[1]\n");

        InputException header =
                assertThrows(
                        InputException.class,
                        () -> CaptionFileWriter.open(csv, CaptionFormat.CSV, Existing.RESUME));
        InputException object =
                assertThrows(
                        InputException.class,
                        () -> CaptionFileWriter.open(json, CaptionFormat.JSONL, Existing.RESUME));

        assertTrue(
                header.getMessage().startsWith(csv + " line 1: no column for the image"),
                header.getMessage());
        assertTrue(
                object.getMessage()
                        .startsWith(json + " line 1: expected an object with image_id (or image"),
                object.getMessage());
        assertEquals("name,age\nAda,36\n", Files.readString(csv));
    }

    @Test
    void aResumeGoesOnAfterASpreadsheetAndKeepsWhatPeopleWrote(@TempDir Path folder)
            throws IOException {
        List<String> changed =
                List.of(
                        rows(
                                "\uFEFFimage,caption,error",
                                "a.jpg,\"My own, words\",",
                                "b.jpg,=Mine,"),
                        rows(
                                "\uFEFFimage;caption;error",
                                "a.jpg;\"My own, words\";",
                                "b.jpg;=Mine;",
                                ";;"),
                        rows("image\tcaption\terror", "a.jpg\tMy own, words\t", "b.jpg\t=Mine\t"),
                        rows("image,caption", "a.jpg,\"My own, words\"", "b.jpg,=Mine"),
                        rows(
                                "n,image,caption,error,stars",
                                "1,a.jpg,\"My own, words\",,5",
                                "2,b.jpg,'=Mine,,3"));
        for (String text : changed) {
            Path file = Files.writeString(folder.resolve("captions.csv"), text);
            try (CaptionFileWriter rows =
                    CaptionFileWriter.open(file, CaptionFormat.CSV, Existing.RESUME)) {
                assertEquals(Set.of("a.jpg", "b.jpg"), rows.captioned(), text);
            }
            assertEquals(
                    CaptionFormat.CSV.header()
                            + CaptionFormat.CSV.line(new Captioned("a.jpg", "My own, words", -1))
                            + CaptionFormat.CSV.line(new Captioned("b.jpg", "=Mine", -1)),
                    Files.readString(file),
                    text);
            assertEquals(
                    text.contains("stars"),
                    Files.exists(folder.resolve("captions.csv.before-resume")),
                    text);
        }
        assertEquals(
                changed.get(4), Files.readString(folder.resolve("captions.csv.before-resume")));
    }

    /** Lines as spreadsheets end them. */
    private static String rows(String... lines) {
        return String.join("\r\n", lines) + "\r\n";
    }

    @Test
    void aRowWithQuotesThatDoNotMatchInTheMiddleIsNotTakenForOneThatWasCut(@TempDir Path folder)
            throws IOException {
        String text = "image,caption,error\na.jpg,\"x,\n" + "b.jpg,y,\n".repeat(5);
        Path file = Files.writeString(folder.resolve("captions.csv"), text);
        InputException e =
                assertThrows(
                        InputException.class,
                        () -> CaptionFileWriter.open(file, CaptionFormat.CSV, Existing.RESUME));
        assertTrue(e.getMessage().contains("line 2: quotes do not match"), e.getMessage());
        assertEquals(text, Files.readString(file));
    }

    @Test
    void theExtensionNamesTheFormat() {
        assertEquals(CaptionFormat.CSV, CaptionFormat.of(Path.of("a.CSV")));
        assertEquals(CaptionFormat.JSONL, CaptionFormat.of(Path.of("a.jsonl")));
        assertThrows(InputException.class, () -> CaptionFormat.of(Path.of("a.txt")));
    }

    @Property(tries = 100)
    void whateverNamesAndCaptionsHoldTheyAreReadBack(
            @ForAll List<@NotEmpty String> names, @ForAll CaptionFormat format) throws IOException {
        Path file = Files.createTempFile("rows", ".txt");
        List<String> distinct =
                names.stream().map(name -> encodable(name) + ".jpg").distinct().toList();
        write(
                file,
                format,
                Existing.REPLACE,
                distinct.stream().<CaptionRow>map(n -> new Captioned(n, n + "!", -1)).toList());

        try (CaptionFileWriter rows = CaptionFileWriter.open(file, format, Existing.RESUME)) {
            assertEquals(Set.copyOf(distinct), rows.captioned());
        } finally {
            Files.delete(file);
        }
    }

    /** Lone surrogates have no UTF-8 form and no file has them in its name. */
    private static String encodable(String text) {
        return new String(
                text.getBytes(java.nio.charset.StandardCharsets.UTF_8),
                java.nio.charset.StandardCharsets.UTF_8);
    }

    private static void write(
            Path file, CaptionFormat format, Existing existing, List<CaptionRow> rows) {
        try (CaptionFileWriter sink = CaptionFileWriter.open(file, format, existing)) {
            rows.forEach(sink::write);
        }
    }
}

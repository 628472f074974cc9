package org.captioner.pipeline.output;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.NotEmpty;
import org.captioner.dataset.InputException;
import org.captioner.pipeline.AttentionMap;
import org.captioner.pipeline.Caption;
import org.captioner.pipeline.WordDetails;
import org.captioner.pipeline.photo.FileVersion;
import org.captioner.pipeline.photo.FoundPhoto;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CaptionFormatsTest {
    private static final CaptionFormat CSV = CaptionFormats.named("csv");
    private static final CaptionFormat JSONL = CaptionFormats.named("JSONL");
    private static final Instant TIME = Instant.parse("2024-05-06T07:08:09.010Z");

    private static final List<CaptionedPhoto> ROWS =
            List.of(
                    captioned("a.jpg", "A dog, two cats and \"a bird\".", -12.5),
                    CaptionedPhoto.failed(photo("b.jpg"), "b.jpg: not a picture"),
                    captioned("sub/ü.jpg", "Ein Hündchen.", -3.25));

    @Test
    void whatAKilledRunHasLeftBesideItsOutputIsRemovedAndNothingElse(@TempDir Path folder)
            throws IOException {
        Path stale = folder.resolve(".captions.csv.0f8fad5b-d9cb-469f-a165-70867728950e.partial");
        Path another = folder.resolve(".other.csv.0f8fad5b-d9cb-469f-a165-70867728950e.partial");
        Path own = folder.resolve(".captions.csv.mine.partial");
        for (Path file : List.of(stale, another, own)) {
            Files.writeString(file, "image");
        }

        write(folder.resolve("captions.csv"), CSV, List.of(), ROWS);

        assertEquals(
                List.of(false, true, true),
                List.of(Files.exists(stale), Files.exists(another), Files.exists(own)));
    }

    @Test
    void commasSeparateColumnsAndQuotesKeepThemWhole(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("new/captions.csv");

        write(file, CSV, List.of(), ROWS);

        assertEquals(
                """
                image,caption,error,confidence,bytes,modified
                a.jpg,"A dog, two cats and ""a bird"".",,,7,2024-05-06T07:08:09.010Z
                b.jpg,,b.jpg: not a picture,,7,2024-05-06T07:08:09.010Z
                sub/ü.jpg,Ein Hündchen.,,,7,2024-05-06T07:08:09.010Z
                """,
                Files.readString(file));
    }

    @Test
    void jsonLinesHoldOneObjectEach(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("captions.jsonl");

        write(file, JSONL, List.of(), ROWS.subList(0, 2));

        assertEquals(
                """
                {"image":"a.jpg","caption":"A dog, two cats and \\"a bird\\".",\
                "log_probability":-12.5,"bytes":7,"modified":"2024-05-06T07:08:09.010Z"}
                {"image":"b.jpg","error":"b.jpg: not a picture",\
                "bytes":7,"modified":"2024-05-06T07:08:09.010Z"}
                """,
                Files.readString(file));
    }

    @Test
    void jsonLinesHoldWordsAndAlternativesWhereThereAreAny(@TempDir Path folder)
            throws IOException {
        Path file = folder.resolve("captions.jsonl");
        WordDetails details =
                new WordDetails(
                        List.of(-0.5, -1.5), List.of(new AttentionMap(1, 2, List.of(.25f, .75f))));
        Caption other = new Caption("Cat.", List.of("cat"), -3, -3, Optional.empty(), List.of());
        Caption caption =
                new Caption("Dog.", List.of("dog"), -2, -2, Optional.of(details), List.of(other));

        write(file, JSONL, List.of(), List.of(CaptionedPhoto.captioned(bare("a.jpg"), caption)));

        assertEquals(
                """
                {"image":"a.jpg","caption":"Dog.","log_probability":-2.0,\
                "words":[{"word":"dog","log_probability":-0.5,"attention":[[0.25,0.75]]}],\
                "alternatives":[{"caption":"Cat.","log_probability":-3.0}]}
                """,
                Files.readString(file));
        String before = Files.readString(file);
        write(file, JSONL, JSONL.read(file), List.of());
        assertEquals(before, Files.readString(file), "a resume keeps them");
    }

    @Test
    void aResumeKeepsCaptionsAndDropsErrorsAndAHalfRow(@TempDir Path folder) throws IOException {
        for (CaptionFormat format : CaptionFormats.all()) {
            Path file = folder.resolve("captions." + format.name());
            write(file, format, List.of(), ROWS);
            String whole = Files.readString(file);
            String row = whole.lines().toList().get(format == CSV ? 1 : 0);
            for (int cut = 1; cut < row.length(); cut++) {
                Files.writeString(file, whole + row.substring(0, cut));

                List<StoredCaption> kept = format.read(file);

                assertEquals(
                        List.of("a.jpg", "sub/ü.jpg"),
                        kept.stream().map(StoredCaption::name).toList());
                assertEquals(Optional.of(new FileVersion(7, TIME)), kept.get(0).version());
            }
        }
    }

    @Test
    void whatASpreadsheetSavedIsReadAndItsColumnsAreKept(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("captions.csv");
        Files.writeString(
                file,
                "\uFEFFimage,caption,error,rating\r\n0.jpg,\"My own, words\",,5\r\n1.jpg,Garden,,");

        List<StoredCaption> kept = CSV.read(file);
        write(file, CSV, kept, List.of(captioned("2.jpg", "New.", -1)));

        assertEquals(Map.of("rating", "5"), kept.get(0).others());
        assertEquals(
                """
                image,caption,error,confidence,bytes,modified,rating
                0.jpg,"My own, words",,,,,5
                1.jpg,Garden,,,,,
                2.jpg,New.,,,7,2024-05-06T07:08:09.010Z,
                """,
                Files.readString(file));
    }

    @Test
    void semicolonsAndTabsOfASpreadsheetAreRead(@TempDir Path folder) throws IOException {
        for (String delimiter : List.of(";", "\t")) {
            String text = "\uFEFFimage,caption,error\r\na.jpg,Mine,\r\n".replace(",", delimiter);
            Path file = Files.writeString(folder.resolve("a.csv"), text);

            StoredCaption row = CSV.read(file).get(0);

            assertEquals("a.jpg", row.name());
            assertEquals("Mine", row.text());
        }
    }

    @Test
    void quotesThatDoNotMatchFarFromTheEndHideNoRows(@TempDir Path folder) throws IOException {
        Path file =
                Files.writeString(
                        folder.resolve("a.csv"),
                        "image,caption,error\na.jpg,\"x,\n" + "b.jpg,y,\n".repeat(5));

        assertTrue(refusal(file).contains("quotes do not match"), refusal(file));
    }

    @Test
    void outputsOfEarlierVersionsAreRead(@TempDir Path folder) throws IOException {
        Path csv = Files.writeString(folder.resolve("a.csv"), "image,caption,error\nx,Y.,\n");
        Path two = Files.writeString(folder.resolve("b.csv"), "image,caption\nx,Y.\n");
        Path json =
                Files.writeString(
                        folder.resolve("a.jsonl"), "{\"image\":\"x\",\"caption\":\"Y.\"}");
        for (Path file : List.of(csv, two, json)) {
            StoredCaption row = CaptionFormats.ofFile(file).read(file).get(0);
            assertEquals("x", row.name());
            assertEquals("Y.", row.text());
            assertEquals(Optional.empty(), row.version());
        }
    }

    @Test
    void aFileOfSomethingElseIsNotResumed(@TempDir Path folder) throws IOException {
        Path csv = Files.writeString(folder.resolve("a.csv"), "name,age\nAda,36\n");
        Path json = Files.writeString(folder.resolve("a.jsonl"), "{\"image\":\"a\"}\n[1]\n");

        assertTrue(refusal(csv).startsWith(csv + " line 1: the header names no columns"));
        assertTrue(refusal(json).startsWith(json + " line 2: no \"image\""));
        assertEquals("name,age\nAda,36\n", Files.readString(csv));
    }

    private static String refusal(Path file) {
        return assertThrows(InputException.class, () -> CaptionFormats.ofFile(file).read(file))
                .getMessage();
    }

    @Test
    void aCellThatASpreadsheetWouldRunIsMadeLiteral(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("captions.csv");
        List<String> names = List.of("=1+1.jpg", "'=1.jpg", "-a.jpg", "@b.jpg", "'plain.jpg");

        write(
                file,
                CSV,
                List.of(),
                names.stream().map(name -> captioned(name, "A dog.", -1)).toList());

        List<String> cells =
                Files.readAllLines(file).stream()
                        .skip(1)
                        .map(row -> row.substring(0, row.indexOf(',')))
                        .toList();
        assertEquals(List.of("'=1+1.jpg", "''=1.jpg", "'-a.jpg", "'@b.jpg", "'plain.jpg"), cells);
        assertEquals(names, CSV.read(file).stream().map(StoredCaption::name).toList());
    }

    @Test
    void twoRunsDoNotWriteOneFile(@TempDir Path folder) {
        Path file = folder.resolve("captions.csv");
        try (CaptionWriter first = CSV.write(file, List.of())) {
            InputException refused =
                    assertThrows(InputException.class, () -> CSV.write(file, List.of()));
            assertTrue(refused.getMessage().contains("another run writes"), refused::getMessage);
            first.write(ROWS.get(0));
        }
        assertEquals(1, CSV.read(file).size());
    }

    @Test
    void aStreamThatNobodyReadsEndsTheWorkAtTheFirstRow() {
        PrintStream closed =
                new PrintStream(
                        new OutputStream() {
                            @Override
                            public void write(int octet) throws IOException {
                                throw new IOException("Broken pipe");
                            }
                        },
                        false,
                        StandardCharsets.UTF_8);
        assertThrows(
                LostOutputException.class,
                () -> {
                    try (CaptionWriter rows = JSONL.write(closed)) {
                        rows.write(ROWS.get(0));
                    }
                });
    }

    @Test
    void theEndingNamesTheFormat() {
        assertEquals(CSV, CaptionFormats.ofFile(Path.of("a.CSV")));
        assertEquals(JSONL, CaptionFormats.ofFile(Path.of("a.ndjson")));
        InputException refused =
                assertThrows(InputException.class, () -> CaptionFormats.ofFile(Path.of("a.docx")));
        assertTrue(refused.getMessage().contains("--output-format csv or --output-format jsonl"));
        assertThrows(InputException.class, () -> CaptionFormats.named("excel"));
    }

    @Property(tries = 100)
    void whateverNamesAndCaptionsHoldTheyAreReadBack(
            @ForAll List<@NotEmpty String> names, @ForAll("formats") CaptionFormat format)
            throws IOException {
        Path file = Files.createTempFile("rows", ".txt");
        List<String> all = names.stream().map(CaptionFormatsTest::encodable).toList();
        try {
            write(
                    file,
                    format,
                    List.of(),
                    all.stream().map(n -> captioned(n, n + "!", -1)).toList());

            List<StoredCaption> kept = format.read(file);

            assertEquals(all, kept.stream().map(StoredCaption::name).toList());
            assertEquals(
                    all.stream().map(name -> name + "!").toList(),
                    kept.stream().map(StoredCaption::text).toList());
        } finally {
            Files.delete(file);
        }
    }

    @Provide
    Arbitrary<CaptionFormat> formats() {
        return Arbitraries.of(CaptionFormats.all());
    }

    /** Lone surrogates have no UTF-8 form and no file has them in its name. */
    private static String encodable(String text) {
        return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
    }

    private static CaptionedPhoto captioned(String name, String text, double logProbability) {
        Caption caption =
                new Caption(text, List.of(), logProbability, -1, Optional.empty(), List.of());
        return CaptionedPhoto.captioned(photo(name), caption);
    }

    private static FoundPhoto photo(String name) {
        return new FoundPhoto(name, Path.of("x"), Optional.of(new FileVersion(7, TIME)));
    }

    private static FoundPhoto bare(String name) {
        return new FoundPhoto(name, Path.of("x"), Optional.empty());
    }

    private static void write(
            Path file,
            CaptionFormat format,
            List<StoredCaption> kept,
            List<CaptionedPhoto> photos) {
        try (CaptionWriter rows = format.write(file, new ArrayList<>(kept))) {
            photos.forEach(rows::write);
        }
    }
}

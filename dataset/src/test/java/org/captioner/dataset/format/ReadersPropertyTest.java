package org.captioner.dataset.format;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.From;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;
import org.captioner.dataset.CaptionedImage;
import org.captioner.dataset.InputException;
import org.captioner.dataset.captions.CellText;

class ReadersPropertyTest {
    private static Path file;

    @BeforeContainer
    static void createFile() throws IOException {
        file = Files.createTempFile("captions", ".txt");
    }

    @AfterContainer
    static void deleteFile() throws IOException {
        Files.delete(file);
    }

    private static List<CaptionedImage> read(DatasetFormat format, byte[] content) {
        try {
            Files.write(file, content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        ReadOptions options =
                ReadOptions.defaults().withFormat(format).withImageCheck(ImageCheck.NONE);
        return DatasetReaders.inspect(file, options).images();
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Property(tries = 100)
    void whatIsWrittenAsCsvIsRead(@ForAll @Size(max = 20) List<@From("captions") String> captions) {
        String table =
                captions.stream()
                        .map(caption -> CellText.row("x.jpg", caption))
                        .collect(Collectors.joining("", "image,caption\r\n", ""));
        assertCaptions(captions, read(DatasetFormat.parse("csv"), utf8(table)));
    }

    @Property(tries = 100)
    void whatIsWrittenAsTsvIsRead(@ForAll @Size(max = 20) List<@From("captions") String> any) {
        // Quotes around a whole cell and a leading apostrophe are those of a spreadsheet.
        List<String> captions = any.stream().filter(text -> !text.matches("\".*\"|'.*")).toList();
        String table =
                captions.stream()
                        .map(caption -> "x.jpg\t" + caption + "\n")
                        .collect(Collectors.joining("", "image\tcaption\n", ""));
        assertCaptions(captions, read(DatasetFormat.parse("tsv"), utf8(table)));
    }

    @Property(tries = 100)
    void whatIsWrittenAsFlickrTokensIsRead(
            @ForAll @Size(max = 20) List<@From("captions") String> captions) {
        StringBuilder lines = new StringBuilder();
        for (int i = 0; i < captions.size(); i++) {
            lines.append("x#1.jpg#").append(i).append('\t').append(captions.get(i)).append('\n');
        }
        assertCaptions(captions, read(DatasetFormat.parse("flickr8k"), utf8(lines.toString())));
    }

    private static void assertCaptions(List<String> captions, List<CaptionedImage> images) {
        assertEquals(
                captions, images.stream().flatMap(image -> image.captions().stream()).toList());
    }

    /** Lines of printable text with what delimited formats trip over. */
    @Provide
    Arbitrary<String> captions() {
        return Arbitraries.strings()
                .withCharRange(' ', '~')
                .withChars("\"',;#|\u00e9\u201c\u72ac")
                .ofMinLength(1)
                .ofMaxLength(60)
                .map(String::strip)
                .filter(caption -> !caption.isEmpty());
    }

    @Property(tries = 300)
    void anyBytesGiveADatasetOrAnInputException(
            @ForAll("formats") DatasetFormat format, @ForAll @Size(max = 200) byte[] content) {
        readOrRefuse(format, content);
    }

    @Property(tries = 300)
    void anyDamageToAFileGivesADatasetOrAnInputException(
            @ForAll("formats") DatasetFormat format,
            @ForAll @From("pieces") @Size(max = 30) List<String> pieces) {
        readOrRefuse(format, utf8(String.join("", pieces)));
    }

    @Provide
    Arbitrary<DatasetFormat> formats() {
        return Arbitraries.of(DatasetFormat.all());
    }

    private static void readOrRefuse(DatasetFormat format, byte[] content) {
        try {
            read(format, content);
        } catch (InputException expected) {
            assertFalse(expected.getMessage().isBlank());
        }
    }

    /** Parts of the formats in any order. */
    @Provide
    Arbitrary<List<String>> pieces() {
        return Arbitraries.of(
                        "image,caption\n",
                        "image\tcaption\tsplit\n",
                        "a.jpg",
                        "#0",
                        "\t",
                        ",",
                        "\n",
                        "\"",
                        "train",
                        "{",
                        "}",
                        "[",
                        "]",
                        ":",
                        "\"images\":[",
                        "\"annotations\":[",
                        "\"filename\":\"a\",",
                        "\"split\":\"val\",",
                        "\"sentences\":[",
                        "\"raw\":",
                        "\"id\":1",
                        "\"file_name\":\"b\"",
                        "\"image_id\":1",
                        "\0",
                        "\uFEFF",
                        "null")
                .list();
    }
}

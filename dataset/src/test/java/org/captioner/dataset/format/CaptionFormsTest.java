package org.captioner.dataset.format;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.captioner.dataset.CaptionDataset;
import org.captioner.dataset.captions.CaptionFileReader;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every form of a file of captions, read as captions and as a dataset. */
class CaptionFormsTest {
    private static final Map<String, List<String>> EXPECTED =
            Map.of(
                    "a.jpg", List.of("A dog; on grass, running"),
                    "b.jpg", List.of("A cat", "Two \"cats\""));

    private DatasetFolder folder;

    @BeforeEach
    void pictures(@TempDir Path root) {
        folder = new DatasetFolder(root).pictures("images", "a.jpg", "b.jpg");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '@',
            quoteCharacter = '`',
            value = {
                "image.csv@image,caption|a.jpg,\"A dog; on grass, running\"|b.jpg,A cat"
                        + "|b.jpg,\"Two \"\"cats\"\"\"",
                "file_name.csv@file_name,text|a.jpg,\"A dog; on grass, running\"|b.jpg,A cat"
                        + "|b.jpg,\"Two \"\"cats\"\"\"",
                "index.csv@,Filename,Caption,width|0,a.jpg,\"A dog; on grass, running\",64"
                        + "|1,b.jpg,A cat,64|2,b.jpg,\"Two \"\"cats\"\"\",64",
                "id.csv@id,filename,comment,caption_number|7,a.jpg,\"A dog; on grass, running\",0"
                        + "|8,b.jpg,A cat,0|9,b.jpg,\"Two \"\"cats\"\"\",1",
                "image_id.csv@image_id,caption|a.jpg,\"A dog; on grass, running\"|b.jpg,A cat"
                        + "|b.jpg,\"Two \"\"cats\"\"\"",
                "semicolon.csv@\uFEFFimage;caption;error|a.jpg;\"A dog; on grass, running\";"
                        + "|b.jpg;A cat;|b.jpg;\"Two \"\"cats\"\"\";|;;",
                "tab.csv@image\tcaption|a.jpg\tA dog; on grass, running|b.jpg\tA cat"
                        + "|b.jpg\tTwo \"cats\"",
                "tab.tsv@image\tcaption|a.jpg\tA dog; on grass, running|b.jpg\tA cat"
                        + "|b.jpg\t\"Two \"\"cats\"\"\"",
                "filled.csv@image,caption,,|a.jpg,\"A dog; on grass, running\",,|b.jpg,A cat,,"
                        + "|b.jpg,\"Two \"\"cats\"\"\",,",
                "metadata.jsonl@{\"file_name\": \"a.jpg\", \"text\": \"A dog; on grass, running\"}"
                        + "|{\"file_name\": \"b.jpg\", \"text\": \"A cat\"}"
                        + "|{\"file_name\": \"b.jpg\", \"text\": \"Two \\\"cats\\\"\", \"x\": {}}",
                "lavis.json@[{\"image\": \"a.jpg\", \"caption\": [\"A dog; on grass,"
                        + " running\"]},|{\"image\": \"b.jpg\", \"caption\": [\"A cat\", \"Two"
                        + " \\\"cats\\\"\"]}]",
                "results.json@[{\"image_id\": \"a.jpg\", \"caption\":"
                        + " \"A dog; on grass, running\"},"
                        + "|{\"image_id\": \"b.jpg\", \"caption\": \"A cat\"},"
                        + "|{\"image_id\": \"b.jpg\", \"caption\": \"Two \\\"cats\\\"\"}]",
                "hugging.json@[{\"image\": \"a.jpg\", \"generated_text\":"
                        + " \"A dog; on grass, running\"},"
                        + "|{\"image\": \"b.jpg\", \"generated_text\": \"A cat\"},"
                        + "|{\"image\": \"b.jpg\", \"generated_text\": \"Two \\\"cats\\\"\"}]",
                "gts.json@{\"a.jpg\": [\"A dog; on grass, running\"],"
                        + "|\"b.jpg\": [\"A cat\", \"Two \\\"cats\\\"\"]}",
                "objects.json@{\"a.jpg\": [{\"caption\": \"A dog; on grass, running\"}], \"b.jpg\":"
                        + "|[{\"caption\": \"A cat\", \"id\": 3}, {\"caption\":"
                        + " \"Two \\\"cats\\\"\"}]}"
            })
    void isReadAsCaptionsAndAsADataset(String name, String content) {
        folder.text(name, content.split("\\|"));
        Path file = folder.root().resolve(name);

        Map<String, List<String>> captions = new LinkedHashMap<>();
        CaptionFileReader.read(
                file,
                entry ->
                        captions.computeIfAbsent(entry.image(), id -> new ArrayList<>())
                                .addAll(entry.captions()));
        assertEquals(EXPECTED, captions, "as captions");

        assertEquals(EXPECTED, captions(DatasetReaders.read(file, ReadOptions.defaults())));
        assertEquals(EXPECTED, captions(folder.read()), "found in its folder");
    }

    @ParameterizedTest
    @CsvSource({"1, 1", "1.0, 1", "\"1\", 1", "007, 007"})
    void numbersThatPandasWroteWithAFractionAreWholeIds(String written, String id) {
        String value = written.equals("007") ? "\"007\"" : written;
        folder.text("r.json", "[{\"image_id\": " + value + ", \"caption\": \"x\"}]");
        List<String> ids = new ArrayList<>();
        CaptionFileReader.read(folder.root().resolve("r.json"), entry -> ids.add(entry.image()));
        assertEquals(List.of(id), ids);
    }

    @ParameterizedTest
    @CsvSource({"annotations", "images"})
    void cocoFilesWithBoxesBesideCaptionsGiveTheCaptions(String first) {
        String images = "\"images\": [{\"id\": 9, \"file_name\": \"a.jpg\"}]";
        String annotations =
                "\"annotations\": [{\"image_id\": 9, \"bbox\": [1, 2, 3, 4], \"category_id\": 1},"
                        + "{\"image_id\": 9, \"caption\": \"A dog\"},"
                        + "{\"image_id\": 9, \"segmentation\": {\"counts\": []}}]";
        folder.text(
                "both.json",
                "{\"licenses\": [{\"id\": 1}], \"info\": {\"x\": [1]}, "
                        + (first.equals("images")
                                ? images + ", " + annotations
                                : annotations + ", " + images)
                        + "}");
        Path file = folder.root().resolve("both.json");
        assertEquals(
                Map.of("9", List.of("A dog")),
                captions(DatasetReaders.read(file, ReadOptions.defaults())));
    }

    @ParameterizedTest
    @CsvSource({"results.csv", "table.txt"})
    void flickr30kWithBarsIsReadWithItsBrokenRow(String name) {
        folder.text(
                name,
                "image_name| comment_number| comment",
                "a.jpg| 0| A dog .",
                "a.jpg| 1   A \"dog\" runs , fast .",
                "b.jpg| 0| A cat .");
        List<String> captions = new ArrayList<>();
        CaptionFileReader.read(
                folder.root().resolve(name), entry -> captions.addAll(entry.captions()));
        assertEquals(List.of("A dog .", "A \"dog\" runs , fast .", "A cat ."), captions);
        if (name.endsWith(".csv")) {
            assertEquals(
                    "results.csv line 3: the bar between number and caption is missing; read as"
                            + " '1| ...'",
                    folder.problems().get(0));
        }
    }

    @ParameterizedTest
    @CsvSource({"a.txt, A dog", "photos/c.txt, A bird"})
    void textFilesBesidePicturesAreTheirCaptions(String text, String caption, @TempDir Path root) {
        String picture = text.replace(".txt", ".JPG");
        DatasetFolder sidecars =
                new DatasetFolder(root)
                        .pictures(".", picture, "other.png")
                        .text(text, caption, "", "Another one")
                        .text("readme.txt", "Photos of 2019");
        assertEquals(Map.of(picture, List.of(caption, "Another one")), captions(sidecars.read()));
        assertEquals("txt", sidecars.read().format());
    }

    private static Map<String, List<String>> captions(CaptionDataset dataset) {
        Map<String, List<String>> captions = new LinkedHashMap<>();
        dataset.images().forEach(image -> captions.put(image.id(), image.captions()));
        return captions;
    }
}

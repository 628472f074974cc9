package org.captioner.dataset.format;

import static org.captioner.dataset.format.Mistakes.assertMistake;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import org.captioner.dataset.CaptionDataset;
import org.captioner.dataset.CaptionedImage;
import org.captioner.dataset.InputException;
import org.captioner.dataset.Split;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KarpathyReaderTest {
    private static final String FILE = "dataset_flickr8k.json";

    private static final String SHAPES =
            " line 1: expected an object with image_id and caption, a dictionary of captions by"
                    + " image, or a dataset with images and annotations; see 'captioner score"
                    + " --help'";

    private DatasetFolder folder;

    @BeforeEach
    void pictures(@TempDir Path root) {
        folder = new DatasetFolder(root).pictures("Images", "a.jpg", "b.jpg");
    }

    @Test
    void flickrStyleImagesAreNamedByTheirFile() {
        folder.text(
                FILE,
                "{\"images\": [",
                "{\"sentids\": [0, 1], \"imgid\": 0, \"sentences\": [{\"tokens\": [\"a\"],",
                "  \"raw\": \"A dog .\", \"imgid\": 0}, {\"raw\": \"A \\\"red\\\" dog\"}],",
                " \"split\": \"train\", \"filename\": \"a.jpg\"},",
                "{\"filename\": \"b.jpg\", \"split\": \"val\", \"sentences\": [{\"raw\": \"B\"}]}",
                "], \"dataset\": \"flickr8k\"}");
        CaptionDataset dataset = folder.read();
        assertEquals("karpathy", dataset.format());
        Path images = folder.root().resolve("Images");
        assertEquals(
                List.of(
                        new CaptionedImage(
                                "a.jpg",
                                images.resolve("a.jpg"),
                                Split.TRAIN,
                                List.of("A dog .", "A \"red\" dog")),
                        new CaptionedImage(
                                "b.jpg", images.resolve("b.jpg"), Split.DEV, List.of("B"))),
                dataset.images());
    }

    @Test
    void cocoStyleImagesAreNamedByTheirNumberAndRestvalIsTraining() {
        folder.pictures("val2014", "COCO_val2014_01.jpg")
                .text(
                        "dataset_coco.json",
                        "{\"images\": [{\"filepath\": \"val2014\", \"cocoid\": 1,"
                                + " \"filename\": \"COCO_val2014_01.jpg\","
                                + " \"split\": \"restval\", \"sentences\": [{\"raw\": \"A\"}]}]}");
        ReadOptions options = ReadOptions.defaults().withImages(folder.root());
        CaptionedImage image = DatasetReaders.read(folder.root(), options).images().get(0);
        assertEquals("1", image.id());
        assertEquals(Split.TRAIN, image.split());
    }

    @Test
    void anImageWithoutSentencesIsAllowedWithAWarning() {
        folder.text(
                FILE,
                "{\"images\": [{\"filename\": \"a.jpg\", \"split\": \"test\","
                        + " \"sentences\": []}]}");
        assertEquals(List.of(), folder.read().images().get(0).captions());
        assertEquals(
                List.of(
                        FILE
                                + " images[0] (image a.jpg): image a.jpg has no caption; it is of"
                                + " no use for training or scoring"),
                folder.problems());
    }

    @Test
    void anImageGivenTwiceIsAnError() {
        folder.text(
                FILE,
                "{\"images\": [{\"filename\": \"a.jpg\", \"split\": \"test\", \"sentences\": []},",
                "{\"filename\": \"a.jpg\", \"split\": \"train\", \"sentences\": []}]}");
        assertMistake(
                folder, FILE + " images[1] (image a.jpg): image a.jpg is there twice; keep one");
    }

    @Test
    void anImageWithoutSplitIsRefused() {
        folder.text(FILE, "{\"images\": [", "{\"filename\": \"a.jpg\", \"sentences\": []}]}");
        assertMistake(
                folder,
                FILE
                        + " images[0] (image a.jpg): an image needs the fields 'filename' and"
                        + " 'split'");
    }

    @Test
    void aSentenceWithoutTextIsRefused() {
        folder.text(
                FILE,
                "{\"images\": [{\"filename\": \"a.jpg\", \"split\": \"test\", \"sentences\": [",
                "{\"tokens\": []}]}]}");
        assertMistake(
                folder, FILE + " images[0].sentences: a caption has no field 'raw' or 'caption'");
    }

    @Test
    void anUnknownSplitIsRefused() {
        folder.text(FILE, "{\"images\": [{\"filename\": \"a.jpg\", \"split\": \"holdout\"}]}");
        assertMistake(
                folder,
                FILE
                        + " images[0] (image a.jpg): unknown split 'holdout'; use train, dev (or"
                        + " val) or test");
    }

    @Test
    void textThatIsNoJsonIsRefusedByLine() {
        folder.text(FILE, "{\"images\": [", "oops]}");
        assertMistake(
                folder,
                FILE
                        + " line 2: malformed JSON, Unrecognized token 'oops': was expecting (JSON"
                        + " String, Number, Array, Object or token 'null', 'true' or 'false')");
    }

    @Test
    void aFileThatBreaksOffIsRefused() {
        folder.text(FILE, "{\"images\": [{\"filename\": \"a.jpg\", \"split\": \"test\"},");
        String message = assertThrows(InputException.class, folder::read).getMessage();
        String start = FILE + " line 2: malformed JSON, Unexpected end-of-input";
        assertTrue(folder.relative(message).startsWith(start), message);
    }

    @Test
    void anotherShapeIsRefused() {
        folder.text(FILE, "[1]");
        assertMistake(
                folder, FILE + " [0]: expected an image with its caption as an object, found '1'");
        folder.text(FILE, "{\"images\": {}}");
        assertMistake(folder, FILE + SHAPES);
        folder.text(FILE, "{\"images\": [{\"filename\": [], \"split\": \"test\"}]}");
        assertMistake(folder, FILE + " images[0].filename: expected filename as text, found '['");
        folder.text(FILE, "{\"pictures\": []}");
        folder.text(FILE, "{\"images\": []}");
        assertMistake(folder, FILE + ": expected a field 'images'; this is no Karpathy file");
    }
}

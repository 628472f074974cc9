package org.captioner.dataset.format;

import static org.captioner.dataset.format.Mistakes.assertMistake;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.List;
import org.captioner.dataset.CaptionDataset;
import org.captioner.dataset.CaptionedImage;
import org.captioner.dataset.Split;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CocoReaderTest {
    private static final String TRAIN = "annotations/captions_train2017.json";
    private static final String VAL = "annotations/captions_val2017.json";

    private DatasetFolder folder;

    @BeforeEach
    void twoImages(@TempDir Path root) {
        folder =
                new DatasetFolder(root)
                        .pictures("train2017", "000000000009.jpg")
                        .pictures("val2017", "000000000139.jpg")
                        .text(
                                TRAIN,
                                "{\"info\": {\"year\": 2017}, \"licenses\": [{\"id\": 1}],",
                                "\"images\": [{\"license\": 3, \"file_name\":"
                                        + " \"000000000009.jpg\",",
                                "  \"height\": 480, \"id\": 9}],",
                                "\"annotations\": [{\"image_id\": 9, \"id\": 1, \"caption\": \"A"
                                        + " dog.\"},",
                                "{\"image_id\": 9, \"id\": 2, \"caption\": \" A red dog\\n\"}]}")
                        .text(
                                VAL,
                                "{\"annotations\": [{\"image_id\": 139, \"id\": 3,"
                                        + " \"caption\": \"A cat.\"}],",
                                "\"images\": [{\"file_name\": \"000000000139.jpg\", \"id\":"
                                        + " 139}]}");
    }

    @Test
    void bothFilesAreReadInWhateverOrderTheirListsCome() {
        CaptionDataset dataset = folder.read();
        assertEquals("coco", dataset.format());
        assertEquals(
                List.of(
                        new CaptionedImage(
                                "9",
                                folder.root().resolve("train2017/000000000009.jpg"),
                                Split.TRAIN,
                                List.of("A dog.", "A red dog")),
                        new CaptionedImage(
                                "139",
                                folder.root().resolve("val2017/000000000139.jpg"),
                                Split.DEV,
                                List.of("A cat."))),
                dataset.images());
        assertEquals(List.of(), dataset.problems());
    }

    @Test
    void theAnnotationFolderOrOneFileMayBeNamedInstead() {
        Path annotations = folder.root().resolve("annotations");
        assertEquals(2, DatasetReaders.read(annotations, ReadOptions.defaults()).images().size());
        Path one = folder.root().resolve(VAL);
        assertEquals(
                Split.DEV,
                DatasetReaders.read(one, ReadOptions.defaults()).images().get(0).split());
    }

    @Test
    void picturesMayStandInAnImagesFolder(@TempDir Path root) {
        DatasetFolder nested =
                new DatasetFolder(root)
                        .pictures("images/val2017", "1.jpg")
                        .text(
                                VAL,
                                "{\"images\": [{\"id\": 1, \"file_name\": \"1.jpg\"}],"
                                    + " \"annotations\": [{\"image_id\": 1, \"caption\": \"A\"}]}");
        assertEquals(1, nested.read().images().size());
    }

    @Test
    void anImageInBothFilesIsAnError() {
        folder.text(
                VAL,
                "{\"images\": [",
                "{\"file_name\": \"000000000009.jpg\", \"id\": 9}], \"annotations\": []}");
        assertMistake(
                folder,
                VAL
                        + " images[0] (image 9): image 9 is in split dev here and in train at "
                        + TRAIN
                        + " images[0] (image 9); keep it in one");
    }

    @Test
    void aCaptionOfAnUnknownImageIsAnError() {
        folder.text(
                VAL,
                "{\"images\": [], \"annotations\": [",
                "{\"image_id\": 7, \"caption\": \"A cat\"}]}");
        assertMistake(
                folder,
                VAL
                        + " annotations[0] (image 7): a caption is of image 7, which is not among"
                        + " the images");
    }

    @Test
    void anImageWithoutNameAndAnAnnotationWithoutTextAreRefused() {
        folder.text(VAL, "{\"images\": [", "{\"id\": 7}]}");
        assertMistake(
                folder,
                VAL + " images[0] (image 7): an image needs the fields 'id' and 'file_name'");
        folder.text(VAL, "{\"images\": [], \"annotations\": [", "{\"image_id\": 7}]}");
        assertMistake(
                folder,
                VAL
                        + " annotations[0] (image 7): an annotation needs the fields 'image_id' and"
                        + " 'caption'");
    }
}

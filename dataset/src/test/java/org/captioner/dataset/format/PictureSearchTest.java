package org.captioner.dataset.format;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.captioner.dataset.CaptionDataset;
import org.captioner.dataset.CaptionedImage;
import org.captioner.dataset.DatasetProblem.Kind;
import org.captioner.dataset.InputException;
import org.captioner.dataset.Split;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.nio.file.Path;
import java.util.List;

class PictureSearchTest {
    @TempDir Path root;

    @ParameterizedTest
    @CsvSource({
        "images/a.jpg, a.jpg",
        "images/a.jpg, images/a.jpg",
        "images/a.jpg, ./a.jpg",
        "images/a.jpg, /somewhere/else/a.jpg",
        "images/a.jpg, C:\\photos\\a.jpg",
        "images/a.jpg, a.JPG",
        "images/a.JPG, a.jpg",
        "images/a.jpeg, a",
        "images/train/a.jpg, a.jpg",
        "images/train/a.jpg, train/a.jpg",
        "sub/a.jpg, sub\\a.jpg",
        "sub/a.jpg, SUB/A.JPG",
        "sub/a.jpg, sub/a",
        "a.jpg, images/a.jpg"
    })
    void aPictureIsFoundWherePeopleHaveIt(String file, String written) {
        DatasetFolder folder =
                new DatasetFolder(root)
                        .pictures(".", file)
                        .text("captions.csv", "image,caption", written + ",A dog");
        assertEquals(root.resolve(file), folder.read().images().get(0).file().normalize(), written);
    }

    @Test
    void theTableMayStandInsideTheImageFolderOrBesideIt() {
        DatasetFolder folder =
                new DatasetFolder(root)
                        .pictures("photos", "a.jpg", "images/b.jpg")
                        .text("photos/metadata.csv", "file_name,text", "a.jpg,A", "images/b.jpg,B");
        assertEquals(List.of("a.jpg", "images/b.jpg"), ids(folder));
    }

    @Test
    void oneImageUnderTwoSpellingsOfItsPathIsOne() {
        DatasetFolder folder =
                new DatasetFolder(root)
                        .pictures("sub", "a.jpg")
                        .text(
                                "captions.csv",
                                "image,caption",
                                "sub/a.jpg,One",
                                "./sub/a.jpg,Two",
                                "sub\\a.jpg,Three");
        assertEquals(List.of("One", "Two", "Three"), folder.read().images().get(0).captions());
        assertEquals(List.of("sub/a.jpg"), ids(folder));
    }

    @Test
    void ofTwoPicturesOfOneNameTheFolderDecidesAndElseNone() {
        DatasetFolder folder =
                new DatasetFolder(root)
                        .pictures("images/train", "a.jpg", "only.jpg")
                        .pictures("images/val", "a.jpg")
                        .text(
                                "captions.csv",
                                "image,caption",
                                "data/val/a.jpg,A",
                                "only.jpg,B",
                                "a.jpg,C");
        assertEquals(List.of("data/val/a.jpg", "only.jpg"), ids(folder));
        assertEquals(
                root.resolve("images/val/a.jpg"), folder.read().images().get(0).file().normalize());
        assertTrue(
                folder.inspect().problems().stream()
                        .anyMatch(p -> p.place().line() == 4 && p.kind() == Kind.IMAGE_LEFT_OUT));
    }

    @Test
    void aMissingPictureOfAStatedDevSplitIsLeftOutForTrainingAlone() {
        DatasetFolder folder =
                new DatasetFolder(root)
                        .pictures("images", "a.jpg", "b.jpg", "c.jpg")
                        .text(
                                "captions.csv",
                                "image,caption,split",
                                "a.jpg,A,train",
                                "b.jpg,B,dev",
                                "c.jpg,C,dev",
                                "gone.jpg,D,dev");
        ReadOptions training = ReadOptions.defaults().withImageCheck(ImageCheck.TRAINING);

        CaptionDataset dataset = DatasetReaders.read(root, training);

        assertEquals(3, dataset.images().size());
        assertEquals("gone.jpg", dataset.missing().get(0).id());
        assertEquals(Split.DEV, dataset.missing().get(0).split());
        assertThrows(InputException.class, folder::read);
    }

    @Test
    void aFewMissingPicturesOfASeededSplitAreLeftOutAndManyAreAnError() {
        DatasetFolder folder =
                new DatasetFolder(root)
                        .pictures("Flicker8k_Dataset", "a.jpg", "b.jpg")
                        .text("Flickr8k.token.txt", "a.jpg#0\tA", "b.jpg#0\tB", "c.jpg.1#0\tC");
        assertEquals(List.of("a.jpg", "b.jpg"), ids(folder));
        assertTrue(
                folder.problems()
                        .contains(
                                "Flickr8k.token.txt line 3: image Flicker8k_Dataset/c.jpg.1 does"
                                        + " not exist, nor does another folder of the dataset have"
                                        + " it; it is left out"));

        folder.text("Flickr8k.token.txt", "a.jpg#0\tA", "1#0\tB", "2#0\tC", "3#0\tD", "4#0\tE");
        Mistakes.assertMistake(
                folder,
                "Flickr8k.token.txt line 2: image Flicker8k_Dataset/1 does not exist, nor does"
                        + " another folder of the dataset have it; complete the image folder or"
                        + " remove the row (and 3 more errors; 'captioner inspect dataset' lists"
                        + " them)");
    }

    @Test
    void aDatasetWithoutAnyOfItsPicturesIsAnErrorHoweverSmall() {
        DatasetFolder folder =
                new DatasetFolder(root).text("captions.csv", "image,caption", "a.jpg,A");
        Mistakes.assertMistake(
                folder,
                "captions.csv line 2: image a.jpg does not exist, nor does another folder of the"
                        + " dataset have it; complete the image folder or remove the row");
    }

    @Test
    void captionsThatStandForAMissingOneAreHintedAt() {
        DatasetFolder folder =
                new DatasetFolder(root)
                        .pictures(".", "a.jpg", "b.jpg")
                        .text("captions.csv", "image,caption", "a.jpg,nan", "b.jpg,", "b.jpg,B");
        assertEquals(
                "captions.csv line 2: the caption of a.jpg is 'nan', which programs write for a"
                        + " missing one; remove the row if it is",
                folder.problems().get(0));
        assertEquals(
                "captions.csv line 3: the caption of b.jpg has no text; skipped, write one or"
                        + " remove the row",
                folder.problems().get(1));
    }

    private static List<String> ids(DatasetFolder folder) {
        return folder.read().images().stream().map(CaptionedImage::id).toList();
    }
}

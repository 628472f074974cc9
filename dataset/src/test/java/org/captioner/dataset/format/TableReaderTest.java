package org.captioner.dataset.format;

import static org.captioner.dataset.format.Mistakes.assertMistake;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.captioner.dataset.CaptionDataset;
import org.captioner.dataset.CaptionedImage;
import org.captioner.dataset.InputException;
import org.captioner.dataset.Split;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TableReaderTest {
    private DatasetFolder folder;

    @BeforeEach
    void pictures(@TempDir Path root) {
        folder = new DatasetFolder(root).pictures(".", "a.png").pictures("sub", "b.png");
    }

    @Test
    void aCommaSeparatedTableIsRead() {
        folder.text(
                "captions.csv",
                "image,caption,split",
                "a.png,\"A \"\"red\"\" dog, running\",train",
                "",
                "sub/b.png,\"A cat",
                "on a mat\",val");
        CaptionDataset dataset = folder.read();
        assertEquals("csv", dataset.format());
        assertEquals(
                List.of("A \"red\" dog, running"), dataset.split(Split.TRAIN).get(0).captions());
        assertEquals(List.of("A cat\non a mat"), dataset.split(Split.DEV).get(0).captions());
        assertEquals(List.of(), dataset.problems());
    }

    @Test
    void aTabSeparatedTableIsReadWithQuotesAsTheyAre() {
        folder.text("photos.tsv", "split\timage\tcaption", "test\ta.png\t\"Stop\", says a sign");
        CaptionDataset dataset = folder.read();
        assertEquals("tsv", dataset.format());
        assertEquals(List.of("\"Stop\", says a sign"), dataset.split(Split.TEST).get(0).captions());
    }

    @Test
    void aByteOrderMarkAndCapitalsInTheHeaderDoNotMatter() {
        folder.bytes(
                "captions.csv",
                "\uFEFFImage, Caption\r\na.png,A dog\r\n".getBytes(StandardCharsets.UTF_8));
        assertEquals(List.of("A dog"), folder.read().images().get(0).captions());
    }

    @Test
    void anImageFolderMayBeNamed() {
        folder.text("captions.csv", "image,caption", "b.png,A cat");
        ReadOptions options = ReadOptions.defaults().withImages(folder.root().resolve("sub"));
        assertEquals(1, DatasetReaders.read(folder.root(), options).images().size());
    }

    @Test
    void aCaptionWithCommasNeedsQuotes() {
        folder.text("captions.csv", "image,caption", "a.png,A dog", "a.png,A dog, running");
        assertMistake(
                folder,
                "captions.csv line 3: expected 2 columns, found 3; quote captions that contain"
                        + " commas");
    }

    @Test
    void linesAreCountedThroughQuotedLineEnds() {
        folder.text(
                "captions.csv", "image,caption", "a.png,\"A", "dog\"", "", "a.png,A, dog", "x,y,z");
        assertMistake(
                folder,
                "captions.csv line 5: expected 2 columns, found 3; quote captions that contain"
                        + " commas");
    }

    @Test
    void columnsOfOtherNamesAreLeftAlone() {
        folder.text("captions.csv", ",image,caption,colour", "0,a.png,A dog,red", "1,sub/b.png,A,");
        assertEquals(
                List.of("a.png", "sub/b.png"),
                folder.read().images().stream().map(CaptionedImage::id).toList());
    }

    @Test
    void aMissingColumnIsRefusedWithTheNamesThatWillDo() {
        folder.text("captions.csv", "image,split", "a.png,train");
        assertMistake(
                folder,
                "captions.csv line 1: no column for the caption in the header 'image,split'; the"
                        + " first line must name one of caption, captions, text, comment,"
                        + " generated_text, generated_caption, description, sentence, sentences");
    }

    @Test
    void aColumnGivenTwiceIsRefused() {
        folder.text("captions.csv", "image,caption,caption", "a.png,A,B");
        assertMistake(folder, "captions.csv line 1: column 'caption' is there twice; remove one");
    }

    @Test
    void tabsTurnedToSpacesAreRecognised() {
        folder.text("captions.tsv", "image    caption    split", "a.png    A dog    train");
        assertMistake(
                folder,
                "captions.tsv line 1: no column for the image in the header 'image    caption   "
                        + " split'; the first line must name one of image_id, cocoid, image,"
                        + " file_name, filename, image_name, image_path, file, path, img, photo,"
                        + " id; the tabs were turned into spaces, so save the table again with tabs"
                        + " or commas");
    }

    @Test
    void anEmptyFileIsRefused() {
        folder.bytes("captions.csv", new byte[0]);
        assertMistake(folder, "captions.csv: the file is empty; its first line names the columns");
    }

    @Test
    void aTableWithoutRowsHasNoImage() {
        folder.text("captions.csv", "image,caption");
        assertMistake(folder, "ROOT: the dataset has no captioned image");
    }

    @Test
    void aRowWithoutImageIsRefused() {
        folder.text("captions.csv", "image,caption", " ,A dog");
        assertMistake(
                folder, "captions.csv line 2: the image column is empty; name the picture's file");
    }

    @Test
    void anUnknownSplitIsRefused() {
        folder.text("captions.csv", "image,caption,split", "a.png,A dog,holdout");
        assertMistake(
                folder,
                "captions.csv line 2: unknown split 'holdout'; use train, dev (or val) or test");
    }

    @Test
    void unmatchedQuotesAreRefusedWhereTheyOpen() {
        folder.text("captions.csv", "image,caption", "a.png,A dog", "a.png,\"A cat", "a.png,B");
        assertMistake(
                folder,
                "captions.csv line 3: quotes do not match in the row that starts here; put cells in"
                        + " quotes whole and double the quotes inside them");
    }

    @Test
    void anImageInTwoSplitsIsAnError() {
        folder.text("captions.csv", "image,caption,split", "a.png,A dog,train", "a.png,A cat,test");
        assertMistake(
                folder,
                "captions.csv line 3: image a.png is in split test here and in train at"
                        + " captions.csv line 2; keep it in one");
    }

    @Test
    void aNameThatNoFileCanHaveIsRefused() {
        folder.text("captions.csv", "image,caption", "a\0.png,A dog");
        assertMistake(
                folder,
                "captions.csv line 2: 'a .png' cannot be a file name: Nul character not allowed");
    }

    @Test
    void aMissingImageFolderIsRefused() {
        folder.text("captions.csv", "image,caption", "b.png,A cat");
        ReadOptions options = ReadOptions.defaults().withImages(folder.root().resolve("nowhere"));
        InputException mistake =
                assertThrows(
                        InputException.class, () -> DatasetReaders.read(folder.root(), options));
        assertEquals("image folder nowhere does not exist", folder.relative(mistake.getMessage()));
    }
}

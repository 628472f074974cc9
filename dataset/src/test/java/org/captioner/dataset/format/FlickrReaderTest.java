package org.captioner.dataset.format;

import static org.captioner.dataset.format.Mistakes.assertMistake;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.captioner.dataset.CaptionDataset;
import org.captioner.dataset.CaptionedImage;
import org.captioner.dataset.Split;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FlickrReaderTest {
    private static final String CAPTIONS = "Flickr8k_text/Flickr8k.token.txt";
    private static final String TRAIN = "Flickr8k_text/Flickr_8k.trainImages.txt";
    private static final String DEV = "Flickr8k_text/Flickr_8k.devImages.txt";

    private DatasetFolder folder;

    @BeforeEach
    void twoImages(@TempDir Path root) {
        folder =
                new DatasetFolder(root)
                        .text(CAPTIONS, "a.jpg#0\tA dog .", "a.jpg#1\tDog # 2", "b.jpg#0\tA cat .")
                        .text(TRAIN, "a.jpg")
                        .text(DEV, "b.jpg")
                        .pictures("Flicker8k_Dataset", "a.jpg", "b.jpg");
    }

    @Test
    void captionsSplitsAndPicturesAreReadInTheOrderOfTheCaptions() {
        CaptionDataset dataset = folder.read();
        Path pictures = folder.root().resolve("Flicker8k_Dataset");
        assertEquals(
                List.of(
                        new CaptionedImage(
                                "a.jpg",
                                pictures.resolve("a.jpg"),
                                Split.TRAIN,
                                List.of("A dog .", "Dog # 2")),
                        new CaptionedImage(
                                "b.jpg", pictures.resolve("b.jpg"), Split.DEV, List.of("A cat ."))),
                dataset.images());
        assertEquals(List.of(), dataset.problems());
    }

    @Test
    void theTextFolderAndTheCaptionFileMayBeNamedInstead() {
        List<CaptionedImage> images = folder.read().images();
        for (String name : List.of("Flickr8k_text", CAPTIONS)) {
            Path location = folder.root().resolve(name);
            assertEquals(
                    images.stream().map(CaptionedImage::id).toList(),
                    DatasetReaders.read(location, ReadOptions.defaults()).images().stream()
                            .map(CaptionedImage::id)
                            .toList(),
                    name);
        }
    }

    @Test
    void windowsLineEndsAndAByteOrderMarkDoNotMatter() {
        String text = "\uFEFFa.jpg#0\tA dog .\r\na.jpg#1\tDog # 2\r\nb.jpg#0\tA cat .";
        String checksum = folder.read().checksum();
        folder.bytes(CAPTIONS, text.getBytes(StandardCharsets.UTF_8));
        assertEquals(checksum, folder.read().checksum());
    }

    @Test
    void theLemmatisedCaptionsOfTheOfficialArchiveAreIgnored() {
        folder.text("Flickr8k_text/Flickr8k.lemma.token.txt", "a.jpg#0\ta dog be");
        assertEquals("A dog .", folder.read().images().get(0).captions().get(0));
    }

    @Test
    void imagesInNoListAreLeftOutWithAWarning() {
        folder.text(CAPTIONS, "a.jpg#0\tA dog .", "b.jpg#0\tA cat .", "c.jpg.1#0\tA bird .");
        assertEquals(
                List.of(
                        "ROOT: 1 images with captions are in no split list and left out, among them"
                                + " c.jpg.1"),
                folder.problems());
        assertEquals(2, folder.read().images().size());
    }

    @Test
    void withoutListsTheSplitIsSeeded(@TempDir Path root) {
        DatasetFolder bare =
                new DatasetFolder(root)
                        .text("x.token", "a.jpg#0\tA dog .", "b.jpg#0\tA cat .")
                        .pictures("images", "a.jpg", "b.jpg");
        assertEquals(
                List.of(
                        "ROOT: no split is stated, so images were split by seed 1 into 2 train, 0"
                                + " dev, 0 test; such scores compare only with the same seed and"
                                + " images"),
                bare.problems());
    }

    @Test
    void tabsTurnedToSpacesAreRecognised() {
        folder.text(CAPTIONS, "a.jpg#0\tA dog .", "a.jpg#1    A dog .");
        assertMistake(
                folder,
                CAPTIONS
                        + " line 2: the tab between name and caption was turned into spaces; put"
                        + " one tab back in each line, or take the original file");
    }

    @Test
    void aLineWithoutTabIsRefused() {
        folder.text(CAPTIONS, "A dog .");
        assertMistake(
                folder,
                CAPTIONS + " line 1: expected name.jpg#number, a tab and a caption; found no tab");
    }

    @Test
    void aLineWithoutCaptionNumberIsRefused() {
        folder.text(CAPTIONS, "a.jpg\tA dog .");
        assertMistake(
                folder,
                CAPTIONS + " line 1: expected name.jpg#number before the tab, found 'a.jpg'");
    }

    @Test
    void anotherEncodingIsRefusedByLine() {
        folder.bytes(
                CAPTIONS,
                "a.jpg#0\tA dog .\nb.jpg#0\tA caf\u00e9 .\n".getBytes(StandardCharsets.ISO_8859_1));
        assertMistake(
                folder,
                CAPTIONS
                        + " line 2: byte 0xE9 is not UTF-8; convert the file to UTF-8 (it may be"
                        + " Windows-1252 or Latin-1 now)");
    }

    @Test
    void utf16IsRefused() {
        folder.bytes(CAPTIONS, "\uFEFFa.jpg#0\tA dog .\n".getBytes(StandardCharsets.UTF_16LE));
        assertMistake(folder, CAPTIONS + ": the text is UTF-16; save it as UTF-8");
    }

    @Test
    void anImageInTwoSplitsIsAnError() {
        folder.text(DEV, "b.jpg", "a.jpg");
        // Lists are read in the order of their names, dev before train.
        assertMistake(
                folder,
                TRAIN
                        + " line 1: image a.jpg is in split train here and in dev at "
                        + DEV
                        + " line 2; keep it in one");
    }

    @Test
    void aMissingPictureIsAnErrorAtTheLineThatListsIt() {
        folder.text(CAPTIONS, "a.jpg#0\tA dog .", "z.jpg#0\tA cat .").text(DEV, "z.jpg");
        assertMistake(
                folder,
                DEV
                        + " line 1: image Flicker8k_Dataset/z.jpg does not exist, nor does another"
                        + " folder of the dataset have it; complete the image folder or remove the"
                        + " row");
    }

    @Test
    void picturesNeedNotExistWhereNoneIsLookedAt(@TempDir Path root) {
        DatasetFolder bare = new DatasetFolder(root).text("x.token", "a.jpg#0\tA dog .");
        ReadOptions options = ReadOptions.defaults().withImageCheck(ImageCheck.NONE);
        assertEquals(1, DatasetReaders.read(bare.root(), options).images().size());
    }

    @Test
    void aListedImageWithoutCaptionIsAnError() {
        folder.text(DEV, "b.jpg", "c.jpg");
        assertMistake(
                folder,
                DEV
                        + " line 2: there is no caption of c.jpg; complete the caption file or"
                        + " remove the line");
    }

    @Test
    void severalErrorsAreCounted() {
        folder.text(DEV, "b.jpg", "c.jpg", "d.jpg", "e.jpg");
        assertMistake(
                folder,
                DEV
                        + " line 2: there is no caption of c.jpg; complete the caption file or"
                        + " remove the line (and 2 more errors; 'captioner inspect dataset' lists"
                        + " them)");
    }

    @Test
    void aCaptionNumberWithTwoTextsIsAnErrorAndOneRepeatedALine() {
        folder.text(CAPTIONS, "a.jpg#0\tA dog .", "a.jpg#0\tA dog .", "b.jpg#0\tA", "b.jpg#0\tB");
        assertEquals(
                List.of(
                        CAPTIONS + " line 2: repeats line 1; skipped",
                        CAPTIONS + " line 4: caption b.jpg#0 reads otherwise in line 3; keep one"),
                folder.problems());
    }

    @Test
    void captionsWithoutTextAndCaptionsGivenTwiceAreWarnings() {
        folder.text(
                CAPTIONS, "a.jpg#0\tA dog .", "a.jpg#1\tA dog .", "b.jpg#0\t  ", "b.jpg#1\tA cat");
        assertEquals(
                List.of(
                        CAPTIONS + " line 2: image a.jpg has this caption already; both are kept",
                        CAPTIONS
                                + " line 3: the caption of b.jpg has no text; skipped, write one or"
                                + " remove the row"),
                folder.problems());
        assertEquals(List.of("A cat"), folder.read().images().get(1).captions());
    }

    @Test
    void aNameListedTwiceInOneListIsAWarning() {
        folder.text(DEV, "b.jpg", "b.jpg");
        assertEquals(
                List.of(DEV + " line 2: b.jpg is listed in line 1 already; skipped"),
                folder.problems());
    }

    @Test
    void twoListsForOneSplitAreRefused() {
        folder.text("Flickr8k_text/Other.trainImages.txt", "a.jpg");
        assertMistake(
                folder,
                "two lists for split train: "
                        + TRAIN
                        + " and Flickr8k_text/Other.trainImages.txt; remove one");
    }
}

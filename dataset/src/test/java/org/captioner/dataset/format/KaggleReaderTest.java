package org.captioner.dataset.format;

import static org.captioner.dataset.format.Mistakes.assertMistake;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.captioner.dataset.CaptionDataset;
import org.captioner.dataset.Split;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KaggleReaderTest {
    private static final int IMAGES = 80;

    private static DatasetFolder eightyImages(Path root) {
        DatasetFolder folder = new DatasetFolder(root);
        List<String> lines = new ArrayList<>(List.of("image,caption"));
        for (int i = 0; i < IMAGES; i++) {
            folder.pictures("Images", i + ".jpg");
            for (int caption = 0; caption < 5; caption++) {
                lines.add(i + ".jpg,Caption " + caption + " of image " + i + " .");
            }
        }
        return folder.text("captions.txt", lines.toArray(String[]::new));
    }

    @Test
    void imagesAreSplitByEighthsAndKeepAllTheirCaptions(@TempDir Path root) {
        CaptionDataset dataset = eightyImages(root).read();
        assertEquals("kaggle", dataset.format());
        assertEquals(60, dataset.split(Split.TRAIN).size());
        assertEquals(10, dataset.split(Split.DEV).size());
        assertEquals(10, dataset.split(Split.TEST).size());
        dataset.images().forEach(image -> assertEquals(5, image.captions().size()));
    }

    @Test
    void theSameSeedGivesTheSameSplitWhateverTheOrderOfRows() {
        List<String> ids = new ArrayList<>();
        for (int i = 0; i < 1000; i++) {
            ids.add(i + ".jpg");
        }
        List<String> reversed = new ArrayList<>(ids);
        Collections.reverse(reversed);
        assertEquals(
                SeededSplit.of(ids, 7, SplitShares.EIGHTHS),
                SeededSplit.of(reversed, 7, SplitShares.EIGHTHS));
        assertNotEquals(
                SeededSplit.of(ids, 7, SplitShares.EIGHTHS),
                SeededSplit.of(ids, 8, SplitShares.EIGHTHS));
    }

    @Test
    void officialListsBesideTheCaptionsAreUsed(@TempDir Path root) {
        DatasetFolder folder =
                eightyImages(root)
                        .text("Flickr_8k.trainImages.txt", "1.jpg", "2.jpg")
                        .text("Flickr_8k.testImages.txt", "3.jpg");
        assertEquals(2, folder.read().split(Split.TRAIN).size());
        assertEquals(1, folder.read().split(Split.TEST).size());
    }

    @Test
    void unquotedCommasAreReadWithAWarning(@TempDir Path root) {
        DatasetFolder folder =
                new DatasetFolder(root)
                        .text("captions.txt", "image,caption", "a.jpg,A dog , running")
                        .pictures("Images", "a.jpg");
        assertEquals(List.of("A dog , running"), folder.read().images().get(0).captions());
        assertEquals(
                "captions.txt line 2: the caption has commas but no quotes",
                folder.problems().get(0));
    }

    @Test
    void anotherHeaderIsRefused(@TempDir Path root) {
        DatasetFolder folder =
                new DatasetFolder(root).text("captions.txt", "a.jpg,A dog", "b.jpg,A cat");
        assertMistake(
                folder,
                "captions.txt line 1: expected the header image,caption, found 'a.jpg,A dog'; use"
                        + " --data-format csv for other tables");
    }

    @Test
    void aRowWithoutCaptionColumnIsRefused(@TempDir Path root) {
        DatasetFolder folder = new DatasetFolder(root).text("captions.txt", "image,caption", "a");
        assertMistake(
                folder,
                "captions.txt line 2: expected an image name, a comma and a caption, found 'a'");
    }
}

package org.captioner.dataset.format;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.file.Path;
import org.captioner.dataset.InputException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FormatDetectorTest {
    private static final String LOOKED_FOR =
            "*.token.txt (flickr8k), captions.txt (kaggle), dataset*.json (karpathy),"
                    + " captions_train*.json (coco), *.csv (csv), *.tsv (tsv), *.jsonl and lists of"
                    + " captions in *.json (json), name.txt beside name.jpg (txt)";

    private DatasetFolder folder;

    @BeforeEach
    void emptyFolder(@TempDir Path root) {
        folder = new DatasetFolder(root);
    }

    private void assertRefused(String message, Path location) {
        InputException mistake =
                assertThrows(
                        InputException.class,
                        () -> DatasetReaders.inspect(location, ReadOptions.defaults()));
        assertEquals(message, folder.relative(mistake.getMessage()));
    }

    @Test
    void aLocationThatDoesNotExistIsRefused() {
        assertRefused(
                "dataset nowhere does not exist; check the path", folder.root().resolve("nowhere"));
    }

    @Test
    void aFolderWithoutDatasetIsRefusedByWhatWasLookedFor() {
        assertRefused(
                "ROOT: found no dataset; looked here and one folder below for " + LOOKED_FOR,
                folder.root());
    }

    @Test
    void aFolderThatFitsTwoFormatsIsRefusedUnlessOneIsChosen() {
        folder.text("captions.txt", "image,caption", "a.jpg,A dog")
                .text("Flickr8k.token.txt", "a.jpg#0\tA dog")
                .pictures("Images", "a.jpg");
        assertRefused(
                "ROOT: could be flickr8k or kaggle; choose with --data-format", folder.root());
        ReadOptions kaggle = ReadOptions.defaults().withFormat(DatasetFormat.parse("kaggle"));
        assertEquals("kaggle", DatasetReaders.read(folder.root(), kaggle).format());
    }

    @Test
    void aFileOfAnUnknownKindIsRefused() {
        folder.text("captions.doc", "x");
        assertRefused(
                "captions.doc: this is no file of a dataset that can be read, which are "
                        + LOOKED_FOR,
                folder.root().resolve("captions.doc"));
    }

    @Test
    void aJsonFileOfAnyNameIsTakenForCocoIfItHasAnnotations() {
        folder.text("x.json", "{\"images\": [], \"annotations\": []}")
                .text("y.json", "{\"images\": []}");
        assertEquals("coco", FormatDetector.detect(folder.root().resolve("x.json")).name());
        assertEquals("karpathy", FormatDetector.detect(folder.root().resolve("y.json")).name());
    }

    @Test
    void severalFilesOfOneFormatAreRefused() {
        folder.text("a.csv", "image,caption").text("b.csv", "image,caption");
        assertRefused("ROOT: several files, [a.csv, b.csv]; name the one to read", folder.root());
    }

    @Test
    void labelsAreReadInAnyCaseAndUnknownOnesRefused() {
        assertEquals(DatasetFormat.parse("flickr8k"), DatasetFormat.parse(" Flickr8K "));
        assertEquals("karpathy", DatasetFormat.parse("karpathy").label());
        assertEquals(
                "unknown dataset format 'xml'; use one of flickr8k, kaggle, karpathy, coco, csv,"
                        + " tsv, json, txt",
                assertThrows(InputException.class, () -> DatasetFormat.parse("xml")).getMessage());
    }

    @Test
    void splitSharesMustLeaveSomethingToTraining() {
        assertEquals(
                "split shares are dev 0.5 and test 0.5; neither may be negative and their sum must"
                        + " be below 1",
                assertThrows(InputException.class, () -> new SplitShares(0.5, 0.5)).getMessage());
    }
}

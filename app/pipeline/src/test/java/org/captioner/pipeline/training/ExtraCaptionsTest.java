package org.captioner.pipeline.training;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.captioner.dataset.CaptionDataset;
import org.captioner.dataset.CaptionedImage;
import org.captioner.dataset.InputException;
import org.captioner.dataset.Split;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExtraCaptionsTest {
    private static final CaptionDataset DATASET =
            CaptionDataset.of(
                    "set",
                    "csv",
                    List.of(
                            image("a.jpg", Split.TRAIN, "A dog."),
                            image("17", Split.TRAIN, "A cat."),
                            image("d.jpg", Split.DEV, "A horse.")),
                    List.of());

    @TempDir Path folder;

    @Test
    void captionsOfTrainingPhotosFollowThoseOfPeople() throws IOException {
        ExtraCaptions extra =
                read(
                        """
                        image,caption,error
                        a.jpg,A brown dog.,
                        a.jpg,A dog runs.,
                        17,A cat sits.,
                        17,,not a picture
                        d.jpg,A grey horse.,
                        """);
        assertEquals(3, extra.added());
        assertEquals(1, extra.ofOtherSplits());
        List<List<String>> captions =
                extra.dataset().images().stream().map(CaptionedImage::captions).toList();
        assertEquals(
                List.of(
                        List.of("A dog.", "A brown dog.", "A dog runs."),
                        List.of("A cat.", "A cat sits."),
                        List.of("A horse.")),
                captions);
        assertEquals("set with extra.csv", extra.dataset().name());
        assertNotEquals(DATASET.checksum(), extra.dataset().checksum());
    }

    @Test
    void photosAreMatchedByTheNamesOfTheirFilesWhereNoIdIsTheSame() throws IOException {
        ExtraCaptions extra = read("image,caption\nphotos/a.jpg,A brown dog.\nphotos/17,A cat.\n");
        assertEquals(2, extra.added());
        assertEquals(List.of("A dog.", "A brown dog."), extra.dataset().images().get(0).captions());
    }

    @Test
    void aNameThatTwoPhotosShareBelongsToNeither() {
        CaptionDataset years =
                CaptionDataset.of(
                        "years",
                        "csv",
                        List.of(
                                image("2019/a.jpg", Split.TRAIN, "A dog."),
                                image("2020/a.jpg", Split.TRAIN, "A cat.")),
                        List.of());
        InputException e =
                assertThrows(
                        InputException.class, () -> read(years, "image,caption\nb/a.jpg,A.\n"));
        assertTrue(e.getMessage().contains("photos that years does not have (1)"));
    }

    @Test
    void photosThatTheDatasetLacksAreNamed() {
        InputException e =
                assertThrows(
                        InputException.class, () -> read("image,caption\na.jpg,A.\nx.jpg,B.\n"));
        assertTrue(e.getMessage().contains("photos that set does not have (1), such as x.jpg"));
    }

    @Test
    void aFileThatCaptionsNoTrainingPhotoIsRefused() {
        InputException e =
                assertThrows(InputException.class, () -> read("image,caption\nd.jpg,A.\n"));
        assertTrue(e.getMessage().contains("none of the 2 training photos"), e.getMessage());
    }

    private ExtraCaptions read(String csv) throws IOException {
        return read(DATASET, csv);
    }

    private ExtraCaptions read(CaptionDataset dataset, String csv) throws IOException {
        Path file = folder.resolve("extra.csv");
        Files.writeString(file, csv);
        return ExtraCaptions.read(dataset, file);
    }

    private static CaptionedImage image(String id, Split split, String caption) {
        return new CaptionedImage(id, Path.of("images", id), split, List.of(caption));
    }
}

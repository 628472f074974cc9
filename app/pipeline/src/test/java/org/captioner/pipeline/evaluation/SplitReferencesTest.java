package org.captioner.pipeline.evaluation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.captioner.dataset.CaptionDataset;
import org.captioner.dataset.CaptionedImage;
import org.captioner.dataset.InputException;
import org.captioner.dataset.Split;
import org.captioner.eval.file.PredictionSet;
import org.junit.jupiter.api.Test;

class SplitReferencesTest {
    private static final CaptionDataset DATASET =
            CaptionDataset.of(
                    "small",
                    "csv",
                    List.of(
                            image("a.jpg", Split.DEV, "A dog runs.", "Dog"),
                            image("b.jpg", Split.DEV, "Two cats"),
                            image("silent.jpg", Split.DEV),
                            image("t.jpg", Split.TRAIN, "A bird")),
                    List.of());

    private final SplitReferences dev = new SplitReferences(DATASET, Split.DEV);

    @Test
    void captionsFollowTheDatasetAndLeaveOutImagesWithoutReferences() {
        Map<String, String> captions =
                dev.captions(predictions("b.jpg", "Cats.", "silent.jpg", "?", "a.jpg", "A dog!"));

        assertEquals("{a.jpg=A dog!, b.jpg=Cats.}", captions.toString());
        assertEquals("{a.jpg=[A dog runs., Dog], b.jpg=[Two cats]}", dev.byImage().toString());
    }

    @Test
    void missingImagesAreNamed() {
        assertMistake(predictions("a.jpg", "x"), "no caption for 1 image of split dev: b.jpg;");
    }

    @Test
    void imagesThatCouldNotBeCaptionedAreCountedAmongTheMissing() {
        PredictionSet set = new PredictionSet("p", Map.of("a.jpg", "x"), List.of("b.jpg"));

        assertMistake(set, "(1 could not be captioned): b.jpg");
    }

    @Test
    void unknownImagesAreNamedWithTheSplitTheyAreIn() {
        assertMistake(
                predictions("a.jpg", "x", "b.jpg", "y", "t.jpg", "z", "Images/a.jpg", "w"),
                "2 images not in split dev of small: t.jpg (in split train), Images/a.jpg;");
    }

    @Test
    void aSplitWithoutCaptionsNamesTheOthers() {
        InputException e =
                assertThrows(InputException.class, () -> new SplitReferences(DATASET, Split.TEST));

        assertTrue(
                e.getMessage()
                        .endsWith("its splits are train (1 with captions), dev (2 with captions)"),
                e.getMessage());
    }

    private void assertMistake(PredictionSet predictions, String part) {
        InputException e = assertThrows(InputException.class, () -> dev.captions(predictions));
        assertTrue(e.getMessage().contains(part), e.getMessage());
    }

    private static CaptionedImage image(String id, Split split, String... captions) {
        return new CaptionedImage(id, Path.of(id), split, List.of(captions));
    }

    private static PredictionSet predictions(String... idsAndCaptions) {
        Map<String, String> captions = new LinkedHashMap<>();
        for (int i = 0; i < idsAndCaptions.length; i += 2) {
            captions.put(idsAndCaptions[i], idsAndCaptions[i + 1]);
        }
        return new PredictionSet("p", captions, List.of());
    }
}

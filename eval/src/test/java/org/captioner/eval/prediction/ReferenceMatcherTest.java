package org.captioner.eval.prediction;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.captioner.dataset.CaptionDataset;
import org.captioner.dataset.CaptionedImage;
import org.captioner.dataset.InputException;
import org.captioner.dataset.Split;
import org.captioner.dataset.text.CaptionTokenizer;
import org.captioner.eval.EvaluationItem;
import org.junit.jupiter.api.Test;

class ReferenceMatcherTest {
    private final ReferenceMatcher matcher =
            new ReferenceMatcher(
                    CaptionDataset.of(
                            "small",
                            "csv",
                            List.of(
                                    image("a.jpg", Split.DEV, "A dog runs.", "Dog"),
                                    image("b.jpg", Split.DEV, "Two cats"),
                                    image("silent.jpg", Split.DEV),
                                    image("t.jpg", Split.TRAIN, "A bird")),
                            List.of()),
                    new CaptionTokenizer());

    @Test
    void itemsFollowTheDatasetWhateverTheOrderOfPredictions() {
        List<EvaluationItem> items =
                matcher.match(
                        predictions("b.jpg", "Cats.", "silent.jpg", "?", "a.jpg", "A dog!"),
                        Split.DEV);

        assertEquals(
                List.of(
                        new EvaluationItem(
                                "a.jpg",
                                List.of("a", "dog"),
                                List.of(List.of("a", "dog", "runs"), List.of("dog"))),
                        new EvaluationItem(
                                "b.jpg", List.of("cats"), List.of(List.of("two", "cats")))),
                items);
    }

    @Test
    void missingImagesAreNamed() {
        assertMistake(predictions("a.jpg", "x"), "no caption for 1 image of split dev: b.jpg;");
    }

    @Test
    void imagesThatCouldNotBeCaptionedAreCountedAmongTheMissing() {
        PredictionSet set =
                new PredictionSet("p", List.of(new Prediction("a.jpg", "x")), List.of("b.jpg"));

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
                assertThrows(
                        InputException.class,
                        () -> matcher.match(predictions("a.jpg", "x"), Split.TEST));

        assertTrue(
                e.getMessage()
                        .endsWith("its splits are train (1 with captions), dev (2 with captions)"),
                e.getMessage());
    }

    private void assertMistake(PredictionSet predictions, String part) {
        InputException e =
                assertThrows(InputException.class, () -> matcher.match(predictions, Split.DEV));
        assertTrue(e.getMessage().contains(part), e.getMessage());
    }

    private static CaptionedImage image(String id, Split split, String... captions) {
        return new CaptionedImage(id, Path.of(id), split, List.of(captions));
    }

    private static PredictionSet predictions(String... idsAndCaptions) {
        List<Prediction> list =
                IntStream.range(0, idsAndCaptions.length / 2)
                        .mapToObj(
                                i ->
                                        new Prediction(
                                                idsAndCaptions[2 * i], idsAndCaptions[2 * i + 1]))
                        .toList();
        return new PredictionSet("p", list, List.of());
    }
}

package org.captioner.eval.defect;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DefectsTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "a boy on a swing swing",
                "a brown and brown",
                "a hat and a hat",
                "the hat and a hat",
                "a white shirt and a white shirt",
                "a very big dog and a very big dog",
                "in white and in white",
                "a black hat and a hat",
                "a red or red"
            })
    void repetitionsAreFound(String caption) {
        assertTrue(Repetition.isIn(words(caption)));
        assertTrue(Repetition.isAtEndOf(words(caption)));
        assertTrue(Repetition.isIn(words("there is " + caption + " in a field")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a brown dog and a black dog",
                "a brown dog and a brown cat",
                "a man in black and a black dog",
                "a dog and another dog",
                "a boy and a girl and a dog",
                "the children go over and over",
                "a dog with a dog",
                "a woman and her dog and her child",
                "a",
                ""
            })
    void whatPeopleWriteIsNoRepetition(String caption) {
        assertFalse(Repetition.isIn(words(caption)));
    }

    @Test
    void captionsThatBreakOffAreUnfinished() {
        assertTrue(DefectKind.UNFINISHED.isIn(words("a dog runs with a")));
        assertTrue(DefectKind.UNFINISHED.isIn(words("a dog and")));
        assertFalse(DefectKind.UNFINISHED.isIn(words("as a man looks on")));
        assertFalse(DefectKind.UNFINISHED.isIn(List.of()));
    }

    @Test
    void defectsAreCountedByKindAndACaptionOnce() {
        Defects defects =
                Defects.of(
                        List.of(
                                words("a dog runs"),
                                words("a orange coat and a orange coat"),
                                words("a man and a man with a"),
                                words("a swing swing")));
        assertEquals(4, defects.captions());
        assertEquals(3, defects.defective());
        assertEquals(3, defects.kinds().get(DefectKind.REPETITION).count());
        assertEquals(1, defects.kinds().get(DefectKind.UNFINISHED).count());
        assertEquals(
                new Defects.Found(1, List.of("a orange coat and a orange coat")),
                defects.kinds().get(DefectKind.WRONG_ARTICLE));
    }

    private static List<String> words(String caption) {
        return caption.isEmpty() ? List.of() : List.of(caption.split(" "));
    }
}

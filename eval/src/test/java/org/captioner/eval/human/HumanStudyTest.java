package org.captioner.eval.human;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.captioner.dataset.InputException;
import org.captioner.eval.RougeL;
import org.captioner.eval.file.CaptionFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HumanStudyTest {
    private static final Map<String, List<String>> CAPTIONS =
            Map.of(
                    "a.jpg", List.of("A dog runs .", "A brown dog is running ."),
                    "b.jpg", List.of("A cat sleeps .", "The cat lies on a bed ."));

    @TempDir Path folder;

    @Test
    void expertPairsAmongTheOwnReferencesAreDroppedAndEveryRatingIsAPoint() throws IOException {
        Path file =
                Files.writeString(
                        folder.resolve("expert.txt"),
                        tabs(
                                """
                                a.jpg a.jpg#0 4 4 4
                                a.jpg b.jpg#0 1 1 2
                                b.jpg a.jpg#1 1 2 1
                                """));
        HumanStudy study = HumanStudy.expert(JudgementFile.EXPERT.read(file), CAPTIONS);
        assertEquals(6, study.points());
    }

    @Test
    void crowdFlowerCaptionsLeaveTheOwnReferences() throws IOException {
        Path file =
                Files.writeString(
                        folder.resolve("crowd.txt"),
                        tabs(
                                """
                                a.jpg a.jpg#0 1 3 0
                                a.jpg b.jpg#0 0 0 3
                                b.jpg a.jpg#0 0 0 3
                                """));
        HumanStudy study = HumanStudy.crowdFlower(JudgementFile.CROWDFLOWER.read(file), CAPTIONS);
        assertEquals(3, study.points());
        KendallTau tau = study.correlate(new RougeL()).get("ROUGE-L");
        assertTrue(tau.b() > 0.5, tau::toString);
    }

    /**
     * Files laid out as those published with Flickr8k, with invented images and ratings; points and
     * taus come from a separate program that compares every pair of points (scipy agrees).
     */
    @Test
    void filesInThePublishedLayoutGiveTheTausOfAnIndependentProgram() throws Exception {
        Map<String, List<String>> captions =
                CaptionFile.readAll(resource("captions.token.txt")).captions();

        HumanStudy expert =
                HumanStudy.expert(
                        JudgementFile.EXPERT.read(resource("ExpertAnnotations.txt")), captions);
        HumanStudy crowd =
                HumanStudy.crowdFlower(
                        JudgementFile.CROWDFLOWER.read(resource("CrowdFlowerAnnotations.txt")),
                        captions);

        assertEquals(24, expert.points(), "13 pairs, 5 of them among the own references");
        KendallTau expertTau = expert.correlate(new RougeL()).get("ROUGE-L");
        assertEquals(-0.04828045495852675, expertTau.b(), 1e-12);
        assertEquals(-0.046875, expertTau.c(), 1e-12);
        assertEquals(12, crowd.points());
        KendallTau crowdTau = crowd.correlate(new RougeL()).get("ROUGE-L");
        assertEquals(0.4088995462175913, crowdTau.b(), 1e-12);
        assertEquals(0.4166666666666667, crowdTau.c(), 1e-12);
    }

    /** Two references are the same sentence; only the judged one of them is left out. */
    @Test
    void aJudgedCaptionLeavesOutOneOfTheReferencesWithItsText() {
        Map<String, List<String>> captions =
                Map.of(
                        "a.jpg", List.of("A dog runs .", "A  dog runs .", "A cow stands ."),
                        "b.jpg", List.of("A cat sleeps .", "The cat lies on a bed ."));
        Judgement own = new Judgement("a.jpg", "a.jpg#0", List.of(1.0));
        Judgement equal = new Judgement("a.jpg", "a.jpg#1", List.of(1.0));
        Judgement other = new Judgement("a.jpg", "b.jpg#0", List.of(0.0));

        List<String> dog = List.of("a", "dog", "runs");
        List<String> cow = List.of("a", "cow", "stands");
        assertEquals(List.of(dog, cow), firstReferences(captions, own));
        assertEquals(List.of(dog, cow), firstReferences(captions, own, own));
        assertEquals(List.of(cow), firstReferences(captions, own, equal));
        assertEquals(List.of(dog, cow), firstReferences(captions, other, own));
        assertEquals(List.of(dog, dog, cow), firstReferences(captions, other));
    }

    private static List<List<String>> firstReferences(
            Map<String, List<String>> captions, Judgement... judgements) {
        HumanStudy study = HumanStudy.crowdFlower(List.of(judgements), captions);
        return study.items().get(0).references();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "EXPERT | 1 3 0 | found [1, 3, 0]; this is a line of the other kind, so pass the"
                        + " file as crowdflower=FILE",
                "EXPERT | 0.666666666667 2 1 | pass the file as crowdflower=FILE",
                "EXPERT | 1 2 5 | three ratings, each 1, 2, 3 or 4, found [1, 2, 5]; take the file",
                "EXPERT | 1 2 2.5 | found [1, 2, 2.5]",
                "EXPERT | 1 2 x | found [1, 2, x]",
                "CROWDFLOWER | 4 4 4 | pass the file as expert=FILE",
                "CROWDFLOWER | 1 1 2 | pass the file as expert=FILE",
                "CROWDFLOWER | 0.5 0.5 0.5 | the number of yes and the number of no",
                "CROWDFLOWER | 0.9 1 2 | found [0.9, 1, 2]; take the file as it came",
                "CROWDFLOWER | 0 0 0 | found [0, 0, 0]",
                "CROWDFLOWER | -1 0 3 | found [-1, 0, 3]",
                "CROWDFLOWER | NaN 0 3 | found [NaN, 0, 3]",
            })
    void numbersOfAnotherKindAreRefused(JudgementFile kind, String numbers, String message)
            throws IOException {
        String start = kind == JudgementFile.EXPERT ? "1 2 3" : "0.333333333333 1 2";
        Path file =
                Files.writeString(
                        folder.resolve("judgements.txt"),
                        tabs("a.jpg a.jpg#0 " + start + "\n\na.jpg a.jpg#1 " + numbers + "\n"));
        InputException e = assertThrows(InputException.class, () -> kind.read(file));
        assertTrue(e.getMessage().contains("judgements.txt line 3: expected"), e.getMessage());
        assertTrue(e.getMessage().contains(message), e.getMessage());
    }

    @Test
    void noLineIsOfBothKinds() {
        for (int code = 0; code < 1000; code++) {
            List<String> numbers = List.of("" + code / 100, "" + code / 10 % 10, "" + code % 10);
            assertFalse(
                    JudgementFile.EXPERT.isValid(numbers)
                            && JudgementFile.CROWDFLOWER.isValid(numbers),
                    numbers::toString);
        }
    }

    @Test
    void filesWithoutJudgementsAndFilesThatAreNotTextAreRefused() throws IOException {
        Path empty = Files.writeString(folder.resolve("empty.txt"), "\n");
        Path binary = Files.write(folder.resolve("binary.txt"), new byte[] {(byte) 0xff, 9, 10});
        for (JudgementFile kind : JudgementFile.values()) {
            InputException none = assertThrows(InputException.class, () -> kind.read(empty));
            assertTrue(none.getMessage().contains("holds no judgements"), none.getMessage());
            InputException coded = assertThrows(InputException.class, () -> kind.read(binary));
            assertTrue(coded.getMessage().contains("not text in UTF-8"), coded.getMessage());
        }
    }

    private static Path resource(String name) throws URISyntaxException {
        return Path.of(HumanStudyTest.class.getResource(name).toURI());
    }

    @Test
    void malformedLinesAndUnknownCaptionsAreNamed() throws IOException {
        Path file = Files.writeString(folder.resolve("bad.txt"), "a.jpg\ta.jpg#0\t1\n");
        InputException e =
                assertThrows(InputException.class, () -> JudgementFile.EXPERT.read(file));
        assertTrue(e.getMessage().contains("bad.txt line 1: expected 5 columns"), e.getMessage());
        List<Judgement> unknown = List.of(new Judgement("a.jpg", "b.jpg#7", List.of(1.0)));
        InputException absent =
                assertThrows(InputException.class, () -> HumanStudy.crowdFlower(unknown, CAPTIONS));
        assertTrue(absent.getMessage().contains("b.jpg#7"), absent.getMessage());
    }

    private static String tabs(String table) {
        return table.replace(' ', '\t');
    }
}

package org.captioner.eval.human;

import static org.junit.jupiter.api.Assertions.assertEquals;
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

package org.captioner.cli.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import org.captioner.eval.registry.MetricRegistry;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

class ScoreCommandTest {
    @TempDir Path folder;
    private Path references;
    private Path good;
    private Path bad;

    @BeforeEach
    void writeCaptions() throws IOException {
        references =
                file(
                        "references.json",
                        """
                        {"annotations": [
                        {"image_id": 1, "caption": "A dog runs on the green grass."},
                        {"image_id": 1, "caption": "The brown dog is running."},
                        {"image_id": 2, "caption": "Two men ride red bicycles."},
                        {"image_id": 2, "caption": "Men on bikes in the street."}]}
                        """);
        good =
                file(
                        "good.csv",
                        "image,caption",
                        "1,A dog runs on the grass.",
                        "2,Two men ride bikes.");
        bad = file("bad.txt", "A cat.", "A man on a bench.");
    }

    @Test
    void systemsStandSideBySideUnderTheirNames() {
        CommandRun run = CommandRun.of("score", "-r", references, "mine=" + good, bad);
        assertEquals(ExitCode.DONE, run.exitCode(), run.talk());
        assertTrue(run.data().startsWith("score x 100"), run.data());
        assertTrue(run.data().contains("mine") && run.data().contains("bad"), run.data());
        assertTrue(run.data().contains("METEOR (exact, stem, synonym)"), run.data());
        assertTrue(run.data().contains("|tok:ptb-lower-nopunct|images:2|refs:2@"), run.data());
        assertTrue(run.talk().contains("warning: CIDEr"), run.talk());
    }

    @Test
    void everyOutputFormatAndTheImageTableAreWritten() throws IOException {
        Path images = folder.resolve("images.csv");
        for (String format : new String[] {"json", "markdown", "latex", "html"}) {
            CommandRun run =
                    CommandRun.of(
                            "score",
                            "-r",
                            references,
                            good,
                            bad,
                            "-f",
                            format,
                            "--per-image",
                            images,
                            "--ceiling",
                            "--resamples",
                            "100");
            assertEquals(ExitCode.DONE, run.exitCode(), run.talk());
            assertTrue(run.data().contains("ROUGE-L"), run.data());
        }
        assertEquals(5, Files.readAllLines(images).size());
    }

    @Test
    void wrongIdsAreMistakesThatNameThem() throws IOException {
        Path wrong = file("wrong.csv", "image,caption", "1,a dog", "3,a cat");
        CommandRun run = CommandRun.of("score", "-r", references, wrong);
        assertEquals(ExitCode.USER_MISTAKE, run.exitCode());
        assertTrue(run.talk().contains("no caption for 2"), run.talk());
        assertEquals("", run.data());
    }

    @Test
    void anUnknownMetricIsAMistakeThatListsTheKnownOnes() {
        CommandRun run = CommandRun.of("score", "-r", references, good, "-m", "bleurt");
        assertEquals(ExitCode.USER_MISTAKE, run.exitCode());
        assertTrue(run.talk().contains("unknown metric 'bleurt'; use bleu, meteor"), run.talk());
    }

    @Test
    void spiceWithoutItsParserSaysHowToFetchIt() {
        String home = System.getProperty("user.home");
        System.setProperty("user.home", folder.toString());
        try {
            CommandRun run = CommandRun.of("score", "-r", references, good, "-m", "rouge-l,spice");
            assertEquals(ExitCode.USER_MISTAKE, run.exitCode(), run.talk());
            assertTrue(run.talk().contains("./captioner fetch spice"), run.talk());
        } finally {
            System.setProperty("user.home", home);
        }
    }

    @Test
    void nBestListsAreScoredByTheirBestCandidate() throws IOException {
        Path candidates =
                file(
                        "nbest.txt",
                        "1#0\tA cat.",
                        "1#1\tA dog runs on the grass.",
                        "2#0\tTwo men ride.");
        CommandRun run =
                CommandRun.of("score", "-r", references, candidates, "--oracle", "ROUGE-L");
        assertEquals(ExitCode.DONE, run.exitCode(), run.talk());
        assertTrue(run.data().contains("oracle:2-best,ROUGE-L"), run.data());
    }

    @Test
    void humanJudgementsGiveTaus() throws IOException {
        Path captions = file("all.txt", "a#0\tA dog runs.", "a#1\tThe dog.", "b#0\tA cat sleeps.");
        Path judgements =
                file("expert.txt", "a\tb#0\t1\t1\t2", "b\ta#0\t1\t2\t1", "b\ta#1\t2\t2\t3");
        CommandRun run = CommandRun.of("score", "-r", captions, "--human", "expert=" + judgements);
        assertEquals(ExitCode.DONE, run.exitCode(), run.talk());
        assertTrue(run.data().startsWith("expert: 9 points"), run.data());
    }

    @Test
    void jsonIsPrintedByEitherSpellingAndInEveryMode() throws IOException {
        Path candidates = file("nbest.txt", "1#0\tA cat.", "1#1\tA dog runs.", "2#0\tTwo men.");
        Path captions = file("all.txt", "a#0\tA dog runs.", "a#1\tThe dog.", "b#0\tA cat sleeps.");
        Path judgements =
                file("expert.txt", "a\tb#0\t1\t1\t2", "b\ta#0\t1\t2\t1", "b\ta#1\t2\t2\t3");
        for (List<String> json :
                List.of(List.of("--json"), List.of("-f", "json"), List.of("-f", "JSON"))) {
            JsonNode scores = json(json, "-r", references, good);
            assertTrue(scores.at("/systems/0/scores/BLEU-4").isNumber(), scores::toString);
            assertEquals(1000, scores.at("/resampling/resamples").intValue());
            JsonNode oracle = json(json, "-r", references, candidates, "--oracle", "rouge_l");
            assertTrue(oracle.at("/systems/nbest/scores/ROUGE-L").isNumber(), oracle::toString);
            JsonNode human = json(json, "-r", captions, "--human", "expert=" + judgements);
            assertTrue(human.at("/expert/scores/BLEU-1/tau-c").isNumber(), human::toString);
            assertTrue(human.at("/expert/scores/CIDEr/tau-c").isNull(), human::toString);
        }
        CommandRun page =
                CommandRun.of(
                        "score", "-r", references, candidates, "--oracle", "cider", "-f", "html");
        assertEquals(ExitCode.USER_MISTAKE, page.exitCode());
        assertTrue(page.talk().contains("--oracle prints text or json, not html"), page.talk());
    }

    private static JsonNode json(List<String> json, Object... rest) throws IOException {
        List<Object> arguments = new ArrayList<>(List.of("score"));
        arguments.addAll(json);
        arguments.addAll(List.of(rest));
        CommandRun run = CommandRun.of(arguments.toArray());
        assertEquals(ExitCode.DONE, run.exitCode(), run.talk());
        return new ObjectMapper().readTree(run.data());
    }

    @Test
    void metricsAreNamedInAnyUsualSpelling() {
        CommandRun run = CommandRun.of("score", "-r", references, good, "-m", "Bleu_4,CIDEr-D");
        assertEquals(ExitCode.DONE, run.exitCode(), run.talk());
        assertTrue(run.data().contains("BLEU-4") && run.data().contains("CIDEr"), run.data());
        assertFalse(run.data().contains("ROUGE-L"), run.data());
    }

    @Test
    void imagesAreMatchedByFileNameAndTheOutputSaysSo() throws IOException {
        Path named =
                file(
                        "named.csv",
                        "file_name,text",
                        "val/000000000001.jpg,A dog runs on the grass.",
                        "val/000000000002.jpg,Two men ride bikes.");
        CommandRun byNumber = CommandRun.of("score", "-r", references, named, "-m", "bleu");
        CommandRun byId = CommandRun.of("score", "-r", references, good, "-m", "bleu");
        assertEquals(ExitCode.DONE, byNumber.exitCode(), byNumber.talk());
        assertTrue(
                byNumber.data()
                        .contains(
                                "named: images were matched by number, such as"
                                        + " val/000000000001.jpg with 1"),
                byNumber.data());
        assertEquals(
                byId.data().lines().filter(line -> line.startsWith("BLEU-1")).toList(),
                byNumber.data().lines().filter(line -> line.startsWith("BLEU-1")).toList());
    }

    @Test
    void aPartOfTheImagesIsScoredOnRequest() throws IOException {
        Path list = file("list.txt", "2.jpg", "77.jpg");
        for (Object images : List.of(list, "2", "2,77")) {
            CommandRun run =
                    CommandRun.of(
                            "score", "-r", references, good, "-m", "bleu", "--subset", images);
            assertEquals(ExitCode.DONE, run.exitCode(), run.talk());
            assertTrue(run.data().contains("|images:1|"), run.data());
            assertTrue(run.data().contains("scored on 1 of 2 images with references"), run.data());
        }
        CommandRun none = CommandRun.of("score", "-r", references, good, "--subset", "77");
        assertEquals(ExitCode.USER_MISTAKE, none.exitCode());
        assertTrue(
                none.talk()
                        .contains(
                                "--subset 77 names no image that has references; these are named as"
                                        + " in 1"),
                none.talk());
    }

    @Test
    void theHelpListsTheMetricsOfTheRegistry() {
        CommandRun help = CommandRun.of("score", "--help");
        for (String id : MetricRegistry.ids()) {
            assertTrue(help.data().contains(id), id);
        }
        assertTrue(help.data().contains("bleu, meteor, rouge-l, cider"), help.data());
    }

    private Path file(String name, String... lines) throws IOException {
        return Files.write(folder.resolve(name), List.of(lines));
    }
}

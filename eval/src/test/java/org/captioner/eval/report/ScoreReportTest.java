package org.captioner.eval.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.captioner.dataset.InputException;
import org.captioner.eval.Bleu;
import org.captioner.eval.Cider;
import org.captioner.eval.EvaluationItem;
import org.captioner.eval.ImageStatistics;
import org.captioner.eval.Metric;
import org.captioner.eval.MetricResult;
import org.captioner.eval.Signature;
import org.captioner.eval.report.ScoreRun.Ceiling;
import org.captioner.eval.statistics.Resampling;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ScoreReportTest {
    private static final Map<String, List<String>> REFERENCES =
            Map.of(
                    "1", List.of("A dog runs on grass.", "The dog is running."),
                    "2", List.of("Two men <talk> & laugh.", "Men talk."));

    private final ScoreRun run =
            new ScoreRun(
                    List.of(new Bleu(), new Cider()),
                    Optional.of(new Resampling(100, 1)),
                    Ceiling.LEAVE_ONE_OUT,
                    Optional.of(List.of(List.of("a", "cat"))));

    @Test
    void everyFormNamesSystemsScoresAndSignatures() {
        ScoreReport report = run.score(systems("A dog runs.", ""), REFERENCES);
        for (ReportFormat format : ReportFormat.values()) {
            String text = format.render(report);
            for (String part : List.of("first", "second", "BLEU-4", "CIDEr", "coco-caption")) {
                assertTrue(text.contains(part), () -> format + " lacks " + part + ":\n" + text);
            }
            assertTrue(text.endsWith("\n"));
        }
    }

    @Test
    void jsonHoldsUnroundedScoresIntervalsAndTests() throws IOException {
        ScoreReport report = run.score(systems("A dog runs.", "A cat."), REFERENCES);
        JsonNode root = new ObjectMapper().readTree(ReportFormat.JSON.render(report));
        JsonNode second = root.get("systems").get(1);
        assertEquals(
                report.systems().get(1).corpus().get("BLEU-1"),
                second.get("scores").get("BLEU-1").doubleValue());
        assertEquals(2, second.get("confidence95").get("CIDEr").size());
        assertTrue(second.get("pairedBootstrap").get("BLEU-4").get("p").doubleValue() <= 1);
        assertTrue(root.get("humans").get("BLEU-1").doubleValue() > 0);
        assertEquals(1, root.get("formatVersion").intValue());
    }

    @Test
    void aScoreThatIsNotDefinedIsLeftEmpty(@TempDir Path folder) throws IOException {
        ScoreRun partly =
                new ScoreRun(
                        List.of(new HalfDefined()),
                        Optional.of(new Resampling(100, 1)),
                        Ceiling.NONE,
                        Optional.empty());
        ScoreReport report = partly.score(systems("A dog runs.", "A cat."), REFERENCES);
        Path images = folder.resolve("images.csv");

        PerImageCsv.write(report, images);
        for (ReportFormat format : ReportFormat.values()) {
            assertFalse(format.render(report).contains("NaN"), format::toString);
        }
        JsonNode root = new ObjectMapper().readTree(ReportFormat.JSON.render(report));
        assertTrue(root.at("/systems/0/scores/HALF-None").isNull(), root.toString());
        assertEquals(0.5, root.at("/systems/0/scores/HALF").doubleValue());
        assertTrue(Files.readAllLines(images).get(1).endsWith(",0.5,"));
    }

    /** Half a point for every image, and a part that no image has. */
    private static final class HalfDefined implements Metric {
        @Override
        public MetricResult score(List<EvaluationItem> items) {
            double[][] scores = new double[items.size()][];
            Arrays.setAll(scores, i -> new double[] {0.5, Double.NaN});
            return MetricResult.of(
                    Signature.of(name(), Map.of(), items),
                    items,
                    scores,
                    ImageStatistics.means(List.of(name(), "HALF-None"), scores));
        }

        @Override
        public String name() {
            return "HALF";
        }
    }

    @Test
    void thePageEscapesCaptions() {
        String page = ReportFormat.HTML.render(run.score(systems("<b>", "x"), REFERENCES));
        assertTrue(page.contains("&lt;b&gt;") && page.contains("&lt;talk&gt; &amp; laugh"));
    }

    @Test
    void misleadingScoresAreWarnedOf() {
        List<String> warnings = run.score(systems("", "a <unk>"), REFERENCES).warnings();
        assertTrue(
                warnings.stream().anyMatch(w -> w.startsWith("CIDEr weighs words")),
                warnings::toString);
        assertTrue(
                warnings.contains("first: 1 captions are empty and score 0: 1"),
                warnings::toString);
        assertTrue(warnings.stream().anyMatch(w -> w.contains("<unk>")), warnings::toString);
    }

    @Test
    void resamplesAndSeedStandInEveryFormAndInSignatures() {
        ScoreReport report = run.score(systems("A dog runs.", "A cat."), REFERENCES);
        for (ReportFormat format : ReportFormat.values()) {
            String text = format.render(report);
            assertTrue(text.contains("|bs:100|seed:1"), () -> format + " lacks the seed:\n" + text);
        }
        assertTrue(
                ReportFormat.TEXT
                        .render(report)
                        .contains(
                                "[low, high]: 95 % confidence, bootstrap over images, 100"
                                        + " resamples, seed 1."));
        assertTrue(ReportFormat.JSON.render(report).contains("\"resamples\" : 100"));
    }

    @Test
    void aPageNamesDateCommandAndScalesAndFitsAPhone() {
        ScoreReport report =
                run.score(systems("A dog runs.", "A cat."), REFERENCES)
                        .withConditions(Map.of("command", "captioner score <x>"))
                        .withRemarks(List.of("images were matched by number"));
        String page = ReportFormat.HTML.render(report);
        for (String part :
                List.of(
                        "command: captioner score &lt;x&gt;",
                        "BLEU-4 x 100",
                        "CIDEr x 100",
                        "images were matched by number",
                        "width=device-width",
                        "overflow-x: auto")) {
            assertTrue(page.contains(part), part);
        }
        int tables = page.split("<table>", -1).length - 1;
        assertEquals(tables, page.split("<div class=\"wide\"><table>", -1).length - 1);
        assertFalse(ReportFormat.TEXT.render(report).contains("command:"));
    }

    @Test
    void controlCharactersNeverReachATerminal() {
        ScoreReport report =
                run.score(
                        Map.of(
                                "s\u001b[31m",
                                Map.of("1", "a \u001b[2J dog", "2", "a \u001b[2J dog")),
                        REFERENCES);
        for (ReportFormat format : ReportFormat.values()) {
            assertFalse(format.render(report).contains("\u001b"), format::toString);
        }
        report.warnings().forEach(warning -> assertFalse(warning.contains("\u001b"), warning));
    }

    @Test
    void missingAndUnknownIdsAreNamed() {
        InputException missing =
                assertThrows(
                        InputException.class,
                        () -> run.score(Map.of("s", Map.of("1", "A dog.")), REFERENCES));
        assertTrue(missing.getMessage().startsWith("no caption for 2;"), missing.getMessage());
        InputException unknown =
                assertThrows(
                        InputException.class,
                        () ->
                                run.score(
                                        Map.of("s", Map.of("1", "a", "2", "b", "9", "c")),
                                        REFERENCES));
        assertTrue(
                unknown.getMessage().startsWith("captions without references: 9;"),
                unknown.getMessage());
    }

    @Test
    void imageScoresAreRowsOfOneTable(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("images.csv");
        PerImageCsv.write(run.score(systems("A dog, running.", "x"), REFERENCES), file);
        List<String> lines = Files.readAllLines(file);
        assertEquals("system,image,caption,BLEU-1,BLEU-2,BLEU-3,BLEU-4,CIDEr", lines.get(0));
        assertEquals(5, lines.size());
        assertTrue(
                lines.stream().anyMatch(line -> line.startsWith("first,1,\"A dog, running.\",")));
    }

    private static Map<String, Map<String, String>> systems(String first, String second) {
        Map<String, Map<String, String>> systems = new LinkedHashMap<>();
        systems.put("first", Map.of("1", first, "2", "Two men talk."));
        systems.put("second", Map.of("1", second, "2", "A man talks."));
        return systems;
    }
}

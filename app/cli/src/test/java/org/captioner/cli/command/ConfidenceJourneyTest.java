package org.captioner.cli.command;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.captioner.pipeline.Caption;
import org.captioner.pipeline.Captioner;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A model without confidence, its calibration, and what captions and scores gain by it. */
class ConfidenceJourneyTest {
    @TempDir static Path shared;
    private static Path scenes;
    private static Path plain;
    private static Path model;
    private static CommandRun calibration;

    @TempDir Path folder;

    @BeforeAll
    static void calibrateAModel() throws IOException {
        Object[] demo = {
            "demo", "--output", shared, "--epochs", 1, "--train-images", 16, "--threads", 1
        };
        assertEquals(0, CommandRun.of(demo).exitCode());
        scenes = shared.resolve("scenes");
        plain = shared.resolve("run/best");
        model = copy(plain, shared.resolve("calibrated"));
        calibration = CommandRun.of("calibrate-confidence", "--model", model, "--data", scenes);
    }

    private static Path copy(Path from, Path to) throws IOException {
        Files.createDirectories(to);
        try (Stream<Path> files = Files.list(from)) {
            for (Path file : files.toList()) {
                Files.copy(file, to.resolve(file.getFileName()));
            }
        }
        return to;
    }

    private Path photos(int count) throws IOException {
        Path photos = Files.createDirectories(folder.resolve("photos"));
        try (Stream<Path> files = Files.list(scenes.resolve("images"))) {
            for (Path file : files.sorted().limit(count).toList()) {
                Files.copy(file, photos.resolve(file.getFileName()));
            }
        }
        return photos;
    }

    @Test
    void calibratingPrintsOutOfFoldFiguresAndAddsAListedFile() {
        assertEquals(0, calibration.exitCode(), calibration.talk());
        assertTrue(calibration.data().contains("Spearman with CIDEr"), calibration.data());
        assertTrue(Files.exists(model.resolve("confidence.safetensors")));
        CommandRun inspection = CommandRun.of("inspect", "bundle", model);
        assertEquals(0, inspection.exitCode(), inspection.talk());
        assertTrue(inspection.data().contains("confidence.safetensors"), inspection.data());
    }

    @Test
    void calibratingAgainGivesTheSameFile() throws IOException {
        byte[] before = Files.readAllBytes(model.resolve("confidence.safetensors"));
        Path again = copy(model, folder.resolve("again"));
        Files.delete(again.resolve("model.json"));
        Files.copy(plain.resolve("model.json"), again.resolve("model.json"));
        Files.write(again.resolve("confidence.safetensors"), new byte[] {1, 2, 3});
        Object[] command = {
            "calibrate-confidence", "--model", again, "--data", scenes, "--store", folder
        };
        CommandRun run = CommandRun.of(command);
        assertEquals(0, run.exitCode(), run.talk());
        assertEquals(calibration.data(), run.data());
        assertArrayEquals(before, Files.readAllBytes(again.resolve("confidence.safetensors")));
    }

    @Test
    void captionsCarryAConfidenceAndStayTheSame() throws IOException {
        Path photos = photos(4);
        CommandRun without = CommandRun.of("caption", photos, "--model", plain, "--beam", 2);
        CommandRun with = CommandRun.of("caption", photos, "--model", model, "--beam", 2);
        assertEquals(0, with.exitCode(), with.talk());
        List<String> rows = with.data().lines().toList();
        assertEquals(
                without.data().lines().toList(),
                rows.stream().map(row -> row.replaceFirst(",,[01]\\.\\d{4},", ",,,")).toList());
        assertTrue(rows.get(1).matches(".*,,[01]\\.\\d{4},\\d+,.*"), rows.get(1));
        try (Captioner captioner = Captioner.load(model);
                Stream<Path> files = Files.list(photos)) {
            Caption caption = captioner.caption(files.sorted().toList().get(0));
            assertTrue(caption.confidence().isPresent());
        }
    }

    @Test
    void captionsThatAreNotTheMostProbableStateNone() throws IOException {
        Path photos = photos(2);
        for (String other : List.of("--sample", "--consensus=5", "--groups=3")) {
            CommandRun run = CommandRun.of("caption", photos, "--model", model, other);
            assertEquals(0, run.exitCode(), run.talk());
            run.data().lines().skip(1).forEach(row -> assertTrue(row.contains(",,,"), row));
            CommandRun limited =
                    CommandRun.of(
                            "caption", photos, "--model", model, other, "--min-confidence", 0.1);
            assertEquals(2, limited.exitCode());
            assertTrue(limited.talk().contains("state no confidence"), limited.talk());
            CommandRun fitted =
                    CommandRun.of(
                            "calibrate-confidence", "--model", model, "--data", scenes, other);
            assertEquals(2, fitted.exitCode());
            assertTrue(fitted.talk().contains("the most probable captions"), fitted.talk());
        }
    }

    @Test
    void captionsBelowTheLimitAreLeftOutAndAResumeKnows() throws IOException {
        Path photos = photos(3);
        Path output = folder.resolve("out.csv");
        Object[] strict = {
            "caption", photos, "--model", model, "--min-confidence", 1, "-o", output, "--resume"
        };
        CommandRun run = CommandRun.of(strict);
        assertEquals(0, run.exitCode(), run.talk());
        assertTrue(run.talk().contains("0 photos captioned"), run.talk());
        assertTrue(run.talk().contains("3 captions left out for low confidence"), run.talk());
        String row = Files.readAllLines(output).get(1);
        assertTrue(row.contains(",,caption left out: its confidence 0."), row);

        CommandRun resumed = CommandRun.of(strict);
        assertTrue(resumed.talk().contains("3 kept from before"), resumed.talk());

        CommandRun lower =
                CommandRun.of("caption", photos, "--model", model, "-o", output, "--resume");
        assertTrue(lower.talk().contains("3 photos captioned"), lower.talk());
        assertEquals(4, Files.readAllLines(output).size());
    }

    @Test
    void aModelWithoutConfidenceSaysWhatToRun() throws IOException {
        CommandRun run =
                CommandRun.of("caption", photos(1), "--model", plain, "--min-confidence", 0.1);
        assertEquals(2, run.exitCode());
        assertTrue(
                run.talk().contains("captioner calibrate-confidence --model " + plain), run.talk());
        CommandRun wrong =
                CommandRun.of("caption", photos(0), "--model", model, "--min-confidence", 2);
        assertEquals(2, wrong.exitCode());
        assertTrue(wrong.talk().contains("from 0 to 1"), wrong.talk());
    }

    @Test
    void evaluatingReportsHowGoodConfidenceIs() throws IOException {
        Path page = folder.resolve("reliability.html");
        Path diagram = folder.resolve("reliability.png");
        Path photos = photos(3);
        List<Object> command =
                new ArrayList<>(List.of("evaluate", "--data", scenes, "--split", "dev"));
        command.addAll(List.of("--model", model, "--metrics", "rouge-l"));
        CommandRun text = run(command, "--reliability", page, "--unlike", photos);
        CommandRun json = run(command, "--reliability", diagram, "--unlike", photos, "--json");

        assertEquals(0, text.exitCode(), text.talk());
        assertTrue(text.data().contains("Spearman's correlation with CIDEr"), text.data());
        assertTrue(text.data().contains("Against 3 other pictures"), text.data());
        String html = Files.readString(page);
        assertTrue(html.contains("data:image/png;base64"), "the diagram is embedded");
        assertTrue(html.contains("Bins by rising confidence"));
        JsonNode confidence = new ObjectMapper().readTree(json.data()).get("confidence");
        assertEquals(10, confidence.get("bins").size(), json.data());
        assertEquals(3, confidence.at("/unlike/pictures").asInt());
        double area = confidence.at("/unlike/roc_area").asDouble();
        assertTrue(area >= 0 && area <= 1, json.data());
        assertNotNull(ImageIO.read(diagram.toFile()));
    }

    @Test
    void figuresAboutConfidenceNeedAModelThatStatesIt() {
        Object[] ofPlain = {"evaluate", "--data", scenes, "--split", "dev", "--model", plain};
        CommandRun run = run(List.of(ofPlain), "--reliability", folder.resolve("reliability.png"));
        assertEquals(2, run.exitCode());
        assertTrue(run.talk().contains("captioner calibrate-confidence"), run.talk());
        Object[] ofFile = {"evaluate", "--data", scenes, "--predictions", "x.csv"};
        CommandRun file = run(List.of(ofFile), "--unlike", scenes);
        assertEquals(2, file.exitCode());
        assertTrue(file.talk().contains("--unlike concerns"), file.talk());
        CommandRun name = run(List.of(ofPlain), "--reliability", folder.resolve("a.gif"));
        assertTrue(name.talk().contains("neither .png nor .html"), name.talk());
    }

    private static CommandRun run(List<Object> command, Object... more) {
        List<Object> all = new ArrayList<>(command);
        all.addAll(List.of(more));
        return CommandRun.of(all.toArray());
    }
}

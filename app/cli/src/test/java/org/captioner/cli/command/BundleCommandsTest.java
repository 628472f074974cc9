package org.captioner.cli.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** What commands do with a model bundle: describe, check, refine, export, calibrate. */
class BundleCommandsTest {
    private static Path shared;
    private static Path model;

    @TempDir Path folder;

    @BeforeAll
    static void trainOnce() {
        shared = DemoModel.get().folder();
        model = DemoModel.get().bundle();
    }

    @Test
    void theEncoderIsExportedAndTheModelCalibrated() throws IOException {
        Path onnx = folder.resolve("encoder.onnx");
        CommandRun export = CommandRun.of("export", model, "--onnx", onnx);
        assertEquals(0, export.exitCode(), export.talk());
        assertTrue(Files.exists(onnx));
        CommandRun mistaken = CommandRun.of("export", model, "--onnx", onnx, "--grid", 1);
        assertEquals(2, mistaken.exitCode());

        List<Path> photos = photos(3);
        CommandRun uncalibrated =
                CommandRun.of("caption", folder, "--model", model, "--backend", "fused-int8");
        assertEquals(2, uncalibrated.exitCode());
        assertTrue(uncalibrated.talk().contains("captioner calibrate"), uncalibrated.talk());
        CommandRun calibration = CommandRun.of("calibrate", folder, "--model", model);
        assertEquals(0, calibration.exitCode(), calibration.talk());
        CommandRun run =
                CommandRun.of("caption", folder, "--model", model, "--backend", "fused-int8");
        assertEquals(0, run.exitCode(), run.talk());
        assertEquals(photos.size() + 1, run.data().lines().count(), run.data());
    }

    @Test
    void aModelIsRefinedIntoAnother() throws IOException {
        Path refined = folder.resolve("refined");
        Object[] command = {
            "refine",
            "--model",
            model,
            "--data",
            shared.resolve("scenes"),
            "--output",
            refined,
            "--samples",
            2,
            "--threads",
            1
        };
        CommandRun run = CommandRun.of(command);
        assertEquals(0, run.exitCode(), run.talk());
        assertEquals(refined.resolve("best") + System.lineSeparator(), run.data());
        JsonNode description =
                new ObjectMapper().readTree(refined.resolve("best/model.json").toFile());
        JsonNode recipe = description.at("/provenance/training");
        assertEquals("SELF_CRITICAL", recipe.at("/training/objective").asText());
        assertEquals("CROSS_ENTROPY", recipe.at("/before/training/objective").asText());
        assertEquals("greedy", recipe.at("/before/devSearch").asText());
        assertTrue(run.talk().contains("at the start: dev BLEU-4"), run.talk());

        photos(1);
        CommandRun caption =
                CommandRun.of("caption", folder, "--model", refined.resolve("best"), "-q");
        assertEquals(0, caption.exitCode(), caption.talk());

        CommandRun again = CommandRun.of(command);
        assertEquals(2, again.exitCode());
        assertTrue(again.talk().contains("holds a run already"), again.talk());
    }

    @Test
    void aBundleThatIsNoneOrDamagedIsAMistake() throws IOException {
        photos(1);
        Path damaged = Files.createDirectories(folder.resolve("damaged"));
        for (String name : List.of("model.json", "vocabulary.json", "weights.safetensors")) {
            Files.copy(model.resolve(name), damaged.resolve(name));
        }
        Path words = damaged.resolve("vocabulary.json");
        Files.writeString(words, Files.readString(words).replace("circle", "sphere"));

        CommandRun none = CommandRun.of("caption", folder, "--model", folder.resolve("none"));
        CommandRun edited = CommandRun.of("caption", folder, "--model", damaged);

        assertEquals(2, none.exitCode(), none.talk());
        assertEquals(2, edited.exitCode(), edited.talk());
        assertTrue(edited.talk().contains("vocabulary.json"), edited.talk());
    }

    @Test
    void aBundleTellsWhatItIsAndHowItWasMade() throws IOException {
        CommandRun text = CommandRun.of("inspect", "bundle", model);
        CommandRun json = CommandRun.of("inspect", "bundle", model, "--json");

        assertEquals(0, text.exitCode(), text.talk());
        assertTrue(text.data().contains("resnet-scenes"), text.data());
        assertTrue(text.data().contains("CIDEr"), text.data());
        JsonNode root = new ObjectMapper().readTree(json.data());
        assertEquals("transformer", root.at("/decoder/kind").asText());
        assertEquals(16, root.at("/provenance/images/train").asInt());
        assertTrue(root.get("decoderParameters").asLong() > 100_000, json.data());
    }

    @Test
    void aBundleWhoseWeightsLackATensorIsNamedWithIt() throws IOException {
        Path damaged = Files.createDirectories(folder.resolve("damaged"));
        for (String name : List.of("model.json", "vocabulary.json")) {
            Files.copy(model.resolve(name), damaged.resolve(name));
        }
        // The name keeps its length, so that the file's offsets stay right.
        String weights =
                Files.readString(model.resolve("weights.safetensors"), StandardCharsets.ISO_8859_1);
        Files.writeString(
                damaged.resolve("weights.safetensors"),
                weights.replace("decoder.words.bias", "decoder.birds.bias"),
                StandardCharsets.ISO_8859_1);

        CommandRun run = CommandRun.of("inspect", "bundle", damaged);

        assertEquals(2, run.exitCode(), run.talk());
        assertTrue(run.talk().contains("decoder.words.bias"), run.talk());
        assertTrue(run.talk().contains("decoder.birds.bias"), run.talk());
    }

    private List<Path> photos(int count) throws IOException {
        return DemoModel.get().photos(folder, count);
    }
}

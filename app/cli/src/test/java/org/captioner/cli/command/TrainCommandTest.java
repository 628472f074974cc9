package org.captioner.cli.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.captioner.dataset.scene.Scene;
import org.captioner.dataset.scene.SceneGenerator;
import org.captioner.dataset.scene.SceneOptions;
import org.captioner.decoder.training.RunFolder;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code captioner train} on a few drawn photos and the random weights of a tiny network. */
class TrainCommandTest {
    @TempDir static Path shared;
    @TempDir Path folder;

    @BeforeAll
    static void draw() throws IOException {
        TinyTraining.draw(shared.resolve("data"));
        TinyTraining.writeWeights(shared.resolve("tiny.safetensors"), 0.05f);
        TinyTraining.writeWeights(shared.resolve("other.safetensors"), 0.06f);
    }

    @Test
    void aResumeWithAnotherOptionIsRefusedByName() throws IOException {
        assertEquals(0, train().exitCode());
        Map<String, List<Object>> others = new LinkedHashMap<>();
        others.put(
                "encoder.fingerprint", List.of("--weights", shared.resolve("other.safetensors")));
        others.put("encoder.views (--mirror)", List.of("--mirror"));
        others.put("decoder.dropout", List.of("--dropout", 0.2));
        others.put("encoder.transform.resize", List.of("--resize", "crop"));
        others.put("encoder.backend", List.of("--backend", "djl"));
        others.put("decoderShape.maximumLength", List.of("--max-length", 11));
        others.put("training.seed", List.of("--seed", 2));
        others.put("training.chooseBy", List.of("--choose-by", "bleu-4"));
        others.forEach(
                (member, option) -> {
                    List<Object> more = new ArrayList<>(List.of("--resume"));
                    more.addAll(option);
                    CommandRun run = train(more.toArray());
                    assertEquals(2, run.exitCode(), run.talk());
                    assertTrue(
                            run.talk().contains("the run was started with " + member), run.talk());
                });
        CommandRun same = train("--resume");
        assertEquals(0, same.exitCode(), same.talk());
    }

    @Test
    void theBundleStatesTheRunItComesFrom() throws IOException {
        CommandRun run = train("--backend", "auto");
        assertEquals(0, run.exitCode(), run.talk());
        JsonNode record =
                new ObjectMapper()
                        .readTree(folder.resolve("run/best/model.json").toFile())
                        .at("/provenance/training");
        assertEquals("onnx", record.at("/encoder/backend").asText());
        assertEquals("squash", record.at("/encoder/transform/resize").asText());
        assertEquals(64, record.at("/encoder/fingerprint").asText().length());
        assertEquals("PLAIN", record.at("/views").asText());
        CommandRun inspected = CommandRun.of("inspect", "bundle", folder.resolve("run/best"));
        assertTrue(inspected.data().contains("checksums of vocabulary.json"), inspected.data());
    }

    @Test
    void twoDevPhotosAreTooFewForCiderAndTheCommandSaysSo() {
        CommandRun run = train();
        assertEquals(0, run.exitCode(), run.talk());
        assertTrue(run.talk().contains("2 dev photos are too few for CIDEr"), run.talk());
        assertTrue(run.talk().contains("chosen by dev loss"), run.talk());
        assertTrue(run.talk().contains("only 10 training photos"), run.talk());
    }

    @Test
    void aFewMissingAndDamagedPhotosAreLeftOutWithACountForEachSplit() throws IOException {
        Path images = drawOwn().resolve("images");
        Files.delete(images.resolve("scene-00003.png"));
        Files.writeString(images.resolve("scene-00004.png"), "no picture");
        Files.writeString(images.resolve("scene-00012.png"), "no picture");

        CommandRun run = trainOn(folder.resolve("own"));

        assertEquals(0, run.exitCode(), run.talk());
        assertTrue(run.talk().contains("scene-00003.png does not exist"), run.talk());
        assertTrue(run.talk().contains("scene-00012.png"), run.talk());
        assertTrue(
                run.talk().contains("left out 2 of 10 photos of train, 1 of 2 photos of dev"),
                run.talk());
    }

    @Test
    void moreThanAFewMissingAndDamagedPhotosAreRefusedWithTheLimit() throws IOException {
        Path images = drawOwn().resolve("images");
        for (String name : List.of("scene-00003.png", "scene-00011.png")) {
            Files.delete(images.resolve(name));
        }
        for (String name : List.of("scene-00004.png", "scene-00005.png")) {
            Files.writeString(images.resolve(name), "no picture");
        }

        CommandRun run = trainOn(folder.resolve("own"));

        assertEquals(2, run.exitCode(), run.talk());
        assertTrue(run.talk().contains("4 of 12 photos are missing or cannot be read"), run.talk());
        assertTrue(run.talk().contains("at most 3 are left out"), run.talk());
        assertFalse(Files.exists(folder.resolve("run/best")));
    }

    @Test
    void aSplitWithoutAReadablePhotoIsNamed() throws IOException {
        Path images = drawOwn().resolve("images");
        for (String name : List.of("scene-00011.png", "scene-00012.png")) {
            Files.writeString(images.resolve(name), "no picture");
        }

        CommandRun run = trainOn(folder.resolve("own"));

        assertEquals(2, run.exitCode(), run.talk());
        assertTrue(run.talk().contains("no photo of the dev split can be read"), run.talk());
    }

    private Path drawOwn() throws IOException {
        TinyTraining.draw(folder.resolve("own"));
        return folder.resolve("own");
    }

    private CommandRun trainOn(Path data) {
        return TinyTraining.train(data, shared.resolve("tiny.safetensors"), folder.resolve("run"));
    }

    @Test
    void aModelIsTrainedFurtherWithItsEncoderTuned() throws IOException {
        assertEquals(0, train().exitCode());
        CommandRun run = further(folder.resolve("tuned"), "--tune", "layer3", "--crop", 1);
        assertEquals(0, run.exitCode(), run.talk());
        assertTrue(run.talk().contains("at the start: dev BLEU-4"), run.talk());
        JsonNode provenance =
                new ObjectMapper()
                        .readTree(folder.resolve("tuned/best/model.json").toFile())
                        .at("/provenance");
        assertEquals("CROSS_ENTROPY", provenance.at("/training/training/objective").asText());
        assertEquals("frozen", provenance.at("/training/before/encoder/training").asText());
        assertEquals("tiny.safetensors, layer3 tuned", provenance.at("/encoderSource").asText());
    }

    @Test
    void captionsOfAnotherModelAreShownBesideThoseOfPeople() throws IOException {
        assertEquals(0, train().exitCode());
        Path file = folder.resolve("written.csv");
        CommandRun captioned =
                CommandRun.of(
                        "caption",
                        shared.resolve("data"),
                        "--model",
                        folder.resolve("run"),
                        "--output",
                        file);
        assertEquals(0, captioned.exitCode(), captioned.talk());
        CommandRun run = further(folder.resolve("more"), "--extra-captions", file);
        assertEquals(0, run.exitCode(), run.talk());
        assertTrue(run.talk().contains("10 extra captions of training photos"), run.talk());
        JsonNode provenance =
                new ObjectMapper()
                        .readTree(folder.resolve("more/best/model.json").toFile())
                        .at("/provenance");
        assertTrue(
                provenance.at("/dataset").asText().endsWith(" with written.csv"),
                provenance.toString());
    }

    @Test
    void whatAModelBringsAlongIsNotAskedForAgain() {
        assertEquals(0, train().exitCode());
        Map<String, Object> own =
                Map.of("--grid", 2, "--decoder", "lstm", "--width", 8, "--min-count", 1);
        own.forEach(
                (option, value) -> {
                    CommandRun run = further(folder.resolve("more"), option, value);
                    assertEquals(2, run.exitCode(), run.talk());
                    assertTrue(run.talk().contains(option + " is the model's own"), run.talk());
                });
        CommandRun both = further(folder.resolve("more"), "--weights", "tiny.safetensors");
        assertEquals(2, both.exitCode(), both.talk());
        assertTrue(both.talk().contains("mutually exclusive"), both.talk());
        assertFalse(Files.exists(folder.resolve("more")));
    }

    @Test
    void aFolderThatAnotherRunOwnsIsRefusedInOneLine() {
        try (RunFolder owned = RunFolder.open(folder.resolve("run"))) {
            CommandRun run = train();
            assertEquals(2, run.exitCode());
            assertTrue(run.talk().contains("another run is at work in this folder"), run.talk());
            assertFalse(Files.exists(owned.last()));
        }
    }

    @Test
    void aResumeWithoutARunIsRefusedAndMakesNoFolder() {
        CommandRun run = train("--resume");
        assertEquals(2, run.exitCode());
        assertTrue(run.talk().contains("holds no checkpoint to resume"), run.talk());
        assertFalse(Files.exists(folder.resolve("run")));
    }

    @Test
    void twoPhotosEndInASentenceAboutTheSplit() throws IOException {
        Path data = folder.resolve("data");
        List<Scene> scenes = new SceneGenerator(new SceneOptions(1, 32, 2, 0, 0)).generate(data);
        assertEquals(2, scenes.size());
        CommandRun run =
                CommandRun.of(
                        "train",
                        "--data",
                        data,
                        "--weights",
                        shared.resolve("tiny.safetensors"),
                        "--output",
                        folder.resolve("run"));
        assertEquals(2, run.exitCode(), run.talk());
        assertTrue(run.talk().contains("no captioned image in the dev split"), run.talk());
    }

    /** Goes on with the model of {@link #train}, by the folder of its run. */
    private CommandRun further(Path output, Object... more) {
        List<Object> command = new ArrayList<>(List.of("train", "--data", shared.resolve("data")));
        command.addAll(List.of("--model", folder.resolve("run"), "--output", output));
        command.addAll(List.of("--epochs", 1, "--threads", 1));
        command.addAll(List.of(more));
        return CommandRun.of(command.toArray());
    }

    private CommandRun train(Object... more) {
        List<Object> command = new ArrayList<>(List.of("train", "--data", shared.resolve("data")));
        if (!List.of(more).contains("--weights")) {
            command.addAll(List.of("--weights", shared.resolve("tiny.safetensors")));
        }
        command.addAll(List.of("--output", folder.resolve("run"), "--size", 32, "--grid", 1));
        command.addAll(List.of("--epochs", 1, "--width", 16, "--attention-width", 8));
        command.addAll(List.of("--threads", 1));
        command.addAll(List.of(more));
        return CommandRun.of(command.toArray());
    }
}

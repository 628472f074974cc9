package org.captioner.cli.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.captioner.cli.terminal.Console;
import org.captioner.cli.terminal.Terminal;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** From drawn scenes to a model, captions, scores: the commands in a person's order. */
class ModelJourneyTest {
    @TempDir static Path shared;
    private static CommandRun demo;
    private static Path model;

    @TempDir Path folder;

    @BeforeAll
    static void runTheDemoBriefly() {
        demo =
                CommandRun.of(
                        "demo",
                        "--output",
                        shared,
                        "--epochs",
                        1,
                        "--train-images",
                        16,
                        "--threads",
                        1);
        model = shared.resolve("run/best");
    }

    @Test
    void theDemoLeavesAReportAModelAndAccuracies() throws IOException {
        assertEquals(0, demo.exitCode(), demo.talk());
        assertTrue(demo.data().contains("exactly right"), demo.data());
        assertTrue(demo.data().contains("CIDEr"), demo.data());
        String report = Files.readString(shared.resolve("report.html"));
        assertEquals(100, report.split("<figure>", -1).length - 1);
        assertTrue(Files.exists(model.resolve("model.json")));
        assertTrue(Files.exists(shared.resolve("run/loss.png")));
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
    void aFolderIsCaptionedInOrderWithErrorsAsRowsAndPhotosUntouched() throws IOException {
        List<Path> photos = photos(3);
        Files.writeString(folder.resolve("bad.jpg"), "hello");
        byte[] cut = Files.readAllBytes(photos.get(0));
        Files.write(folder.resolve("cut.png"), Arrays.copyOf(cut, cut.length / 2));
        Map<Path, String> before = contents();

        CommandRun run = CommandRun.of("caption", folder, "--model", model, "--batch", 2);

        assertEquals(0, run.exitCode(), run.talk());
        List<String> rows = run.data().lines().toList();
        assertEquals("image,caption,error,bytes,modified", rows.get(0));
        assertEquals(
                List.of("bad.jpg", "cut.png", "p0.png", "p1.png", "sub/p2.png"),
                rows.stream().skip(1).map(row -> row.substring(0, row.indexOf(','))).toList());
        assertTrue(rows.get(1).contains("not a picture"), rows.get(1));
        assertTrue(run.talk().contains("3 photos captioned"), run.talk());
        assertTrue(run.talk().contains("2 failed"), run.talk());
        assertEquals(before, contents());
    }

    @Test
    void strictTurnsAFailedPhotoIntoExitCode1() throws IOException {
        photos(1);
        Files.writeString(folder.resolve("bad.jpg"), "hello");

        CommandRun run = CommandRun.of("caption", folder, "--model", model, "--strict", "-q");

        assertEquals(1, run.exitCode());
        assertEquals("", run.talk());
    }

    @Test
    void captionsDoNotDependOnTheBatch() throws IOException {
        photos(5);

        CommandRun one = CommandRun.of("caption", folder, "--model", model, "--batch", 1);
        CommandRun all = CommandRun.of("caption", folder, "--model", model, "--batch", 16);

        assertEquals(one.data(), all.data());
    }

    @Test
    void anOutputFileIsRefusedThenResumed() throws IOException {
        photos(2);
        Path output = Files.createTempDirectory(shared, "resume").resolve("out.jsonl");
        CommandRun first = CommandRun.of("caption", folder, "--model", model, "-o", output);
        CommandRun refused = CommandRun.of("caption", folder, "--model", model, "-o", output);
        CommandRun resumed =
                CommandRun.of("caption", folder, "--model", model, "-o", output, "--resume");

        assertEquals(0, first.exitCode(), first.talk());
        assertTrue(first.talk().startsWith("2 photos found below " + folder), first.talk());
        assertTrue(first.talk().contains("loading the model " + model), first.talk());
        assertEquals(2, refused.exitCode());
        assertTrue(refused.talk().contains("--resume"), refused.talk());
        assertTrue(resumed.talk().contains("2 kept from before"), resumed.talk());
        assertEquals(2, Files.readAllLines(output).size());
    }

    @Test
    void aResumeKeepsAPersonsWordsAndCaptionsWhatWasReplaced() throws IOException {
        List<Path> scenes = photos(3);
        Path output = Files.createTempDirectory(shared, "resume").resolve("out.csv");
        Object[] command = {"caption", folder, "--model", model, "-o", output, "--resume"};
        CommandRun.of(command);
        String corrected = Files.readString(output).replaceFirst("p0.png,[^,]*,", "p0.png,Mine,");
        Files.writeString(output, "\uFEFF" + corrected.replace("\n", "\r\n"));
        Files.write(folder.resolve("p1.png"), Files.readAllBytes(scenes.get(0)));
        Files.setLastModifiedTime(
                folder.resolve("p1.png"), FileTime.from(Instant.ofEpochSecond(1)));

        CommandRun resumed = CommandRun.of(command);

        assertEquals(0, resumed.exitCode(), resumed.talk());
        assertTrue(resumed.talk().contains("1 photo captioned"), resumed.talk());
        assertTrue(resumed.talk().contains("2 kept from before"), resumed.talk());
        List<String> rows = Files.readAllLines(output);
        assertEquals(4, rows.size(), rows.toString());
        assertTrue(rows.get(1).startsWith("p0.png,Mine,,"), rows.toString());
        assertTrue(rows.get(3).startsWith("p1.png,"), rows.toString());
        assertTrue(Files.exists(output.resolveSibling("out.csv.bak")));
    }

    @Test
    void aResumeIntoAnOutputOfOtherPhotosSaysSo() throws IOException {
        photos(1);
        Path output =
                Files.writeString(
                        Files.createTempDirectory(shared, "resume").resolve("out.csv"),
                        "image,caption,error\nelsewhere.jpg,A dog.,\n");
        CommandRun foreign =
                CommandRun.of("caption", folder, "--model", model, "-o", output, "--resume");
        String sameNames =
                """
                image,caption,error,bytes,modified
                p0.png,A.,,1,2020-01-01T00:00:00Z
                q.png,B.,,1,2020-01-01T00:00:00Z
                """;
        Files.writeString(output, sameNames);
        CommandRun refused =
                CommandRun.of("caption", folder, "--model", model, "-o", output, "--resume");

        assertEquals(0, foreign.exitCode(), foreign.talk());
        assertTrue(foreign.talk().contains("none of the 1 caption in"), foreign.talk());
        assertEquals(2, refused.exitCode(), refused.talk());
        assertTrue(refused.talk().contains("describes other photos"), refused.talk());
        assertEquals(sameNames, Files.readString(output));
    }

    @Test
    void whereNothingCouldBeCaptionedTheExitCodeIs1() throws IOException {
        Files.writeString(folder.resolve("bad.jpg"), "hello");

        CommandRun run = CommandRun.of("caption", folder, "--model", model);

        assertEquals(1, run.exitCode(), run.talk());
        assertTrue(run.talk().contains("0 photos captioned"), run.talk());
        assertTrue(run.talk().contains("1 failed"), run.talk());
    }

    @Test
    void alternativesAndAttentionAreWrittenAsJsonLines() throws IOException {
        photos(1);
        Object[] command = {
            "caption", folder, "--model", shared.resolve("run"), "--n-best", 2, "--attention"
        };
        List<Object> jsonl = new ArrayList<>(Arrays.asList(command));
        jsonl.addAll(List.of("--format", "jsonl", "--beam", 3));

        CommandRun csv = CommandRun.of(command);
        CommandRun run = CommandRun.of(jsonl.toArray());

        assertEquals(2, csv.exitCode());
        assertTrue(csv.talk().contains("choose --format jsonl"), csv.talk());
        assertEquals(0, run.exitCode(), run.talk());
        JsonNode row = new ObjectMapper().readTree(run.data());
        assertEquals(1, row.get("alternatives").size(), run.data());
        double sum = 0;
        for (JsonNode line : row.at("/words/0/attention")) {
            for (JsonNode weight : line) {
                sum += weight.asDouble();
            }
        }
        assertEquals(1, sum, 1e-4);
    }

    @Test
    void optionsWithoutEffectAreRefused() throws IOException {
        photos(1);
        assertMistake("name it with --output", "caption", folder, "--model", model, "--resume");
        assertMistake("name it with --output", "caption", folder, "--model", model, "--overwrite");
        assertMistake(
                "--beam concerns captions that a model makes",
                "evaluate",
                "--data",
                shared.resolve("scenes"),
                "--predictions",
                "x.csv",
                "--beam",
                2);
    }

    @Test
    void aPhotoIsCaptionedByEveryWayOfSearching() throws IOException {
        photos(1);
        for (List<String> options :
                List.of(
                        List.of(
                                "--sample",
                                "--seed",
                                "2",
                                "--temperature",
                                "0.7",
                                "--top-p",
                                "0.9"),
                        List.of("--consensus", "5", "--beam", "3", "--top-k", "3"),
                        List.of("--groups", "2", "--beam", "4", "--diversity", "1"),
                        List.of(
                                "--force",
                                "circle",
                                "--defects",
                                "avoid",
                                "--no-repeat-ngram",
                                "2"),
                        List.of("--model", model.toString(), "--beam", "2"))) {
            List<Object> command = new ArrayList<>(List.of("caption", folder, "--model", model));
            command.addAll(options);
            CommandRun run = CommandRun.of(command.toArray());
            CommandRun again = CommandRun.of(command.toArray());

            assertEquals(0, run.exitCode(), run.talk());
            assertEquals(2, run.data().lines().count(), run.data());
            assertEquals(run.data(), again.data());
            assertTrue(!options.contains("circle") || run.data().contains("circle"), run.data());
        }
        assertMistake(
                "does not know the word 'zebra'",
                "caption",
                folder,
                "--model",
                model,
                "--force",
                "zebra");
    }

    @Test
    void aReaderThatHasGoneEndsTheWork() throws IOException {
        photos(1);
        ByteArrayOutputStream errors = new ByteArrayOutputStream();
        OutputStream closed =
                new OutputStream() {
                    @Override
                    public void write(int octet) throws IOException {
                        throw new IOException("Broken pipe");
                    }
                };
        try (Console console = new Console(closed, errors, Terminal.NONE)) {
            int exitCode =
                    CommandLineInterface.run(
                            console, "caption", folder.toString(), "--model", model.toString());
            assertEquals(1, exitCode);
        }
        String text = errors.toString(StandardCharsets.UTF_8);
        assertEquals(1, text.split("standard output", -1).length - 1, text);
        assertFalse(text.contains("\tat "), text);
    }

    @Test
    void evaluatingTheModelPrintsWhatReproducesTheScores() throws IOException {
        Path captions = folder.resolve("captions.json");
        Object[] command = {
            "evaluate",
            "--data",
            shared.resolve("scenes"),
            "--split",
            "dev",
            "--model",
            model,
            "--model",
            model,
            "--beam",
            2,
            "--min-length",
            3,
            "--json",
            "--predictions-out",
            captions
        };

        CommandRun run = CommandRun.of(command);
        CommandRun again =
                CommandRun.of(
                        "evaluate",
                        "--data",
                        shared.resolve("scenes"),
                        "--split",
                        "dev",
                        "--predictions",
                        captions,
                        "--json");

        assertEquals(0, run.exitCode(), run.talk());
        JsonNode ofModel = new ObjectMapper().readTree(run.data());
        assertEquals("2", ofModel.at("/conditions/beam").asText());
        assertEquals("1", ofModel.at("/conditions/seed").asText());
        assertEquals("at least 3 words", ofModel.at("/conditions/rules").asText());
        String ensemble = ofModel.at("/conditions/ensemble").asText();
        assertTrue(ensemble.startsWith("mean of the probabilities of "), ensemble);
        assertTrue(ensemble.endsWith(", one encoder"), ensemble);
        assertTrue(ofModel.at("/defects/repetition/count").isInt(), run.data());
        assertTrue(ofModel.at("/diversity/vocabulary").isInt(), run.data());
        assertEquals(
                ofModel.get("scores"), new ObjectMapper().readTree(again.data()).get("scores"));
    }

    @Test
    void keptFeaturesGiveTheSameCaptionsAsPhotos() throws IOException {
        Path store = folder.resolve("store");

        String fromPhotos = captionsOfDev();
        String filling = captionsOfDev("--store", store);
        String fromStore = captionsOfDev("--store", store);

        assertEquals(fromPhotos, filling);
        assertEquals(fromPhotos, fromStore);
        try (Stream<Path> files = Files.list(store)) {
            assertEquals(1, files.filter(file -> file.toString().endsWith(".store")).count());
        }
    }

    private String captionsOfDev(Object... options) throws IOException {
        Path captions = folder.resolve("dev.csv");
        List<Object> command = new ArrayList<>(List.of("evaluate", "--split", "dev"));
        command.addAll(List.of("--data", shared.resolve("scenes"), "--model", model));
        command.addAll(List.of("--metrics", "rouge-l", "--predictions-out", captions));
        command.addAll(List.of(options));
        CommandRun run = CommandRun.of(command.toArray());
        assertEquals(0, run.exitCode(), run.talk());
        return Files.readString(captions);
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

    @Test
    void wrongOptionsAreMistakes() throws IOException {
        photos(1);
        assertMistake("beam size is 0", "caption", folder, "--model", model, "--beam", 0);
        assertMistake("does not end in", "caption", folder, "--model", model, "-o", "a.txt");
        assertMistake("no file or folder", "caption", folder.resolve("x"), "--model", model);
        assertMistake("batch is 0", "caption", folder, "--model", model, "--batch", 0);
    }

    private static void assertMistake(String part, Object... command) {
        CommandRun run = CommandRun.of(command);
        assertEquals(2, run.exitCode(), run.talk());
        assertEquals("", run.data());
        assertTrue(run.talk().contains(part), run.talk());
    }

    private List<Path> photos(int count) throws IOException {
        List<Path> scenes;
        try (Stream<Path> listing = Files.list(shared.resolve("scenes/images"))) {
            scenes = listing.sorted().limit(count).toList();
        }
        Files.createDirectories(folder.resolve("sub"));
        for (int i = 0; i < count; i++) {
            Files.copy(scenes.get(i), folder.resolve(i == 2 ? "sub/p2.png" : "p" + i + ".png"));
        }
        return scenes;
    }

    private Map<Path, String> contents() throws IOException {
        Map<Path, String> contents = new HashMap<>();
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                contents.put(
                        file,
                        Files.getLastModifiedTime(file)
                                + " "
                                + Arrays.hashCode(Files.readAllBytes(file)));
            }
        }
        return contents;
    }
}

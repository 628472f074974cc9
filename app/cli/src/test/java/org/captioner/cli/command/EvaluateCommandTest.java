package org.captioner.cli.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EvaluateCommandTest {
    @TempDir Path folder;
    private Path data;

    @BeforeEach
    void writeDataset() throws IOException {
        data =
                Files.writeString(
                        folder.resolve("captions.csv"),
                        """
                        image,caption,split
                        a.png,A red circle above a blue square.,dev
                        a.png,There is a red circle over a blue square.,dev
                        b.png,A green star left of a circle.,dev
                        b.png,A star beside a circle.,dev
                        c.png,A small cross.,train
                        """);
    }

    @Test
    void perfectCaptionsScoreTheMaximum() throws IOException {
        CommandRun run =
                evaluate(
                        """
                        [{"image_id": "b.png", "caption": "A green star left of a circle."},
                         {"image_id": "a.png", "caption": "A red circle above a blue square."}]
                        """,
                        "--split",
                        "dev");

        assertEquals(0, run.exitCode(), run.talk());
        for (String row : new String[] {"BLEU-1 ", "BLEU-4 ", "METEOR (exact, stem, synonym) "}) {
            assertTrue(run.data().contains(row), run.data());
        }
        assertTrue(
                run.data().lines().anyMatch(line -> line.matches("BLEU-4 +100\\.00")), run.data());
        assertTrue(run.data().contains("split      dev"), run.data());
        assertTrue(run.data().contains("references 2@"), run.data());
        assertTrue(run.data().contains("tokenizer  ptb-lower-nopunct"), run.data());
        assertTrue(run.data().contains("BLEU|"), run.data());
        assertTrue(run.talk().contains("warning: CIDEr"), run.talk());
    }

    @Test
    void idsAreMatchedByFileNameAndTheOutputStatesIt() throws IOException {
        CommandRun run =
                evaluate(
                        "file_name,text\nval/a.jpg,A red circle.\nval/b.jpg,A star.\n",
                        "--split",
                        "dev",
                        "--json");

        assertEquals(0, run.exitCode(), run.talk());
        JsonNode root = new ObjectMapper().readTree(run.data());
        assertEquals(Math.exp(1 - 12.0 / 5), root.at("/scores/BLEU-1").asDouble(), 1e-6);
        assertEquals(
                "images were matched by file name without folder and ending, such as val/a.jpg with"
                        + " a.png",
                root.at("/remarks/0").asText());
    }

    @Test
    void jsonCarriesUnroundedScoresAndSignatures() throws IOException {
        CommandRun run =
                evaluate(
                        "image,caption\na.png,A red circle.\nb.png,A star.\n",
                        "--split",
                        "dev",
                        "--json");

        assertEquals(0, run.exitCode(), run.talk());
        JsonNode root = new ObjectMapper().readTree(run.data());
        // Three and two words against references of at least seven and five: the brevity penalty
        // is exp(1 - 12/5), all words match; made by hand from the formula of Papineni et al.
        assertEquals(Math.exp(1 - 12.0 / 5), root.at("/scores/BLEU-1").asDouble(), 1e-6);
        assertTrue(root.at("/signatures/CIDEr").asText().contains("tok:ptb-lower-nopunct"));
        assertEquals("dev", root.get("split").asText());
    }

    @Test
    void onlyTheMetricsAskedForAreScored() throws IOException {
        CommandRun run =
                evaluate(
                        "image,caption\na.png,A red circle.\nb.png,A star.\n",
                        "--split",
                        "dev",
                        "--metrics",
                        "rouge-l",
                        "--json");

        assertEquals(0, run.exitCode(), run.talk());
        JsonNode scores = new ObjectMapper().readTree(run.data()).get("scores");
        assertEquals(1, scores.size(), scores.toString());
        assertTrue(scores.has("ROUGE-L"), scores.toString());
    }

    @Test
    void aStoreWithoutAModelIsAMistake() throws IOException {
        CommandRun run =
                evaluate(
                        "image,caption\na.png,A.\nb.png,B.\n",
                        "--split",
                        "dev",
                        "--store",
                        folder.toString());

        assertEquals(2, run.exitCode());
        assertTrue(run.talk().contains("leave it or --predictions out"), run.talk());
    }

    @Test
    void aMissingImageIsNamedAndNothingIsScored() throws IOException {
        CommandRun run = evaluate("image,caption\na.png,A red circle.\n", "--split", "dev");

        assertEquals(2, run.exitCode());
        assertEquals("", run.data());
        assertTrue(run.talk().contains("no caption for 1 image of split dev: b.png"), run.talk());
    }

    @Test
    void aDatasetWithSeveralSplitsMakesThePersonChoose() throws IOException {
        CommandRun run = evaluate("image,caption\na.png,A red circle.\n");

        assertEquals(2, run.exitCode());
        assertTrue(run.talk().contains("has the splits train, dev"), run.talk());
    }

    @Test
    void anAbsentDatasetOrFileIsAMistake() {
        CommandRun noData =
                CommandRun.of("evaluate", "--data", folder.resolve("x"), "--predictions", data);
        CommandRun noFile =
                CommandRun.of("evaluate", "--data", data, "--predictions", folder.resolve("x"));

        assertEquals(2, noData.exitCode());
        assertTrue(noData.talk().contains("does not exist"), noData.talk());
        assertEquals(2, noFile.exitCode());
    }

    private CommandRun evaluate(String predictions, String... options) throws IOException {
        Path file = Files.writeString(folder.resolve("predictions"), predictions);
        Object[] arguments = new Object[5 + options.length];
        arguments[0] = "evaluate";
        arguments[1] = "--data";
        arguments[2] = data;
        arguments[3] = "--predictions";
        arguments[4] = file;
        System.arraycopy(options, 0, arguments, 5, options.length);
        return CommandRun.of(arguments);
    }

    @Test
    void aMissingSpiceParserIsSaidBeforeAnyPhotoIsCaptioned() {
        String home = System.getProperty("user.home");
        System.setProperty("user.home", folder.toString());
        try {
            CommandRun run =
                    CommandRun.of(
                            "evaluate",
                            "--data",
                            folder.toString(),
                            "--model",
                            folder.resolve("absent").toString(),
                            "--metrics",
                            "bleu,spice");

            assertEquals(2, run.exitCode());
            assertTrue(run.talk().contains("./captioner fetch spice"), run.talk());
        } finally {
            System.setProperty("user.home", home);
        }
    }
}

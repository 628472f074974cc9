package org.captioner.decoder.training;

import static org.captioner.decoder.training.TrainingFixture.options;
import static org.captioner.decoder.training.TrainingFixture.train;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.captioner.dataset.InputException;
import org.captioner.decoder.network.CaptionDecoder;
import org.captioner.decoder.search.SearchOptions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckpointTest {
    private static final TrainingOptions OPTIONS = options().epochs(1).build();

    @TempDir Path folder;

    private final TrainingFixture fixture = new TrainingFixture();
    private CaptionDecoder decoder;
    private RunRecord run;

    @BeforeEach
    void trainOneEpoch() {
        decoder = fixture.decoder(TrainingFixture.LSTM);
        run = fixture.run(decoder, OPTIONS);
        train(fixture.trainer(decoder, run), folder, decoder);
    }

    @AfterEach
    void stop() {
        fixture.close();
    }

    @Test
    void aResumeOfTheSameRunIsAccepted() {
        assertEquals(
                1, train(fixture.trainer(decoder, run), folder, decoder).history().epochs().size());
    }

    @Test
    void aResumeWithAnythingElseIsRefusedByMemberAndValues() {
        EncoderRecord encoder = run.encoder();
        Map<String, RunRecord> others =
                Map.of(
                        "training.epochs 1, not 2",
                        with(options().epochs(2).build(), encoder, 1, run.search()),
                        "training.learningRate 0.001, not 0.01",
                        with(
                                options().epochs(1).learningRate(0.01).build(),
                                encoder,
                                1,
                                run.search()),
                        "training.chooseBy cider, not loss",
                        with(
                                options().epochs(1).chooseBy("loss").build(),
                                encoder,
                                1,
                                run.search()),
                        "encoder.backend (--backend) nothing, not onnx",
                        with(OPTIONS, encoder.with("backend", "onnx"), 1, run.search()),
                        "encoder.transform nothing, not",
                        with(
                                OPTIONS,
                                encoder.with("transform", Map.of("resize", "crop")),
                                1,
                                run.search()),
                        "minimumCount (--min-count) 1, not 5",
                        with(OPTIONS, encoder, 5, run.search()),
                        "search.beams (--beam) 1, not 3",
                        with(OPTIONS, encoder, 1, run.search().withBeams(3)));
        others.forEach(
                (part, other) -> {
                    String message = refusal(other);
                    assertTrue(message.contains("the run was started with " + part), message);
                    assertTrue(message.contains("resume with what it was started with"), message);
                });
    }

    private RunRecord with(
            TrainingOptions options,
            EncoderRecord encoder,
            int minimumCount,
            SearchOptions search) {
        return new RunRecord(
                options,
                run.datasetChecksum(),
                encoder,
                run.vocabularyChecksum(),
                minimumCount,
                run.shape(),
                run.decoder(),
                search,
                run.devSearch(),
                run.threads(),
                run.start());
    }

    /** A flipped bit anywhere in a file that a resume reads is a message, never another model. */
    @Test
    void everyFlippedBitIsSeen() throws IOException {
        Random random = new Random(4);
        for (String name : List.of("training.json", "moments.safetensors", "weights.safetensors")) {
            Path file = folder.resolve("last").resolve(name);
            byte[] whole = Files.readAllBytes(file);
            for (int round = 0; round < 40; round++) {
                byte[] flipped = whole.clone();
                flipped[random.nextInt(flipped.length)] ^= (byte) (1 << random.nextInt(8));
                Files.write(file, flipped);
                assertTrue(refusal(run).contains(folder.toString()));
            }
            Files.write(file, whole);
        }
        aResumeOfTheSameRunIsAccepted();
    }

    @Test
    void aStateThatIsNoneIsRefusedByName() throws IOException {
        Path state = folder.resolve("last/training.json");
        String json = Files.readString(state);
        Files.writeString(state, json.substring(0, json.length() / 2));
        assertTrue(refusal(run).contains("training.json: not a checkpoint's state"));
        Files.writeString(state, "{\"formatVersion\": 9}");
        assertTrue(refusal(run).contains("format version 9 is unknown"));
    }

    @Test
    void aMissingMemberIsRefused() throws IOException {
        Path state = folder.resolve("last/training.json");
        ObjectNode whole = (ObjectNode) new ObjectMapper().readTree(state.toFile());
        whole.remove("checksum");
        for (String member : List.of("run", "files", "epochs", "epoch", "optimizerSteps")) {
            ObjectNode less = whole.deepCopy();
            less.remove(member);
            Files.writeString(state, less.toString());
            assertTrue(refusal(run).contains("a member is missing"), member);
        }
    }

    /** As an earlier version wrote it: options and checksum, no record of the run. */
    @Test
    void aCheckpointWithoutARecordCannotBeVerifiedAndSaysSo() throws IOException {
        Path state = folder.resolve("last/training.json");
        ObjectNode old = new ObjectMapper().createObjectNode();
        old.put("formatVersion", 1).putObject("options").put("epochs", 1);
        old.put("dataChecksum", "checksum").put("epoch", 2);
        Files.writeString(state, old.toString());
        String message = refusal(run);
        assertTrue(message.contains("from an older version"), message);
        assertTrue(message.contains("start another run in another folder"), message);
    }

    @Test
    void aMissingStateIsNamed() throws IOException {
        Files.delete(folder.resolve("last/training.json"));
        assertTrue(refusal(run).contains("training.json: not there"));
    }

    private String refusal(RunRecord record) {
        CaptionTrainer trainer = fixture.trainer(decoder, record);
        return assertThrows(InputException.class, () -> train(trainer, folder, decoder))
                .getMessage();
    }
}

package org.captioner.decoder.training;

import static org.captioner.decoder.training.TrainingFixture.options;
import static org.captioner.decoder.training.TrainingFixture.selfCritical;
import static org.captioner.decoder.training.TrainingFixture.train;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.captioner.decoder.network.CaptionDecoder;
import org.captioner.decoder.training.TrainingOutcome.Ending;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Training that starts from a trained decoder. */
class RefinementTest {
    @TempDir Path folder;

    private final TrainingFixture fixture = new TrainingFixture();
    private final CaptionDecoder decoder = fixture.decoder(TrainingFixture.LSTM);

    @AfterEach
    void stop() {
        fixture.close();
    }

    @Test
    void whereNoEpochIsBetterTheBestModelIsTheOneThatTrainingStartedFrom() throws IOException {
        TrainingOptions first = options().epochs(40).patience(40).learningRate(1e-2).build();
        train(fixture.trainer(decoder, first), folder.resolve("first"), decoder);
        byte[] start = Files.readAllBytes(folder.resolve("first/last/weights.safetensors"));
        // A rate that destroys what the decoder can do.
        TrainingOptions ruin =
                selfCritical().epochs(2).patience(2).learningRate(0.5).warmUpSteps(0).build();
        Path run = folder.resolve("then");
        TrainingOutcome outcome = train(fixture.trainer(decoder, ruin), run, decoder);
        TrainingHistory history = outcome.history();
        assertTrue(history.bestEpoch().isEmpty(), history::toString);
        assertFalse(history.epochs().get(0).bestSoFar());
        assertEquals(history.start(), history.best());
        assertArrayEquals(start, Files.readAllBytes(run.resolve("best/weights.safetensors")));
    }

    @Test
    void anEpochThatIsBetterThanTheStartReplacesIt() throws IOException {
        TrainingOptions refine = selfCritical().epochs(30).patience(30).learningRate(1e-2).build();
        TrainingOutcome outcome = train(fixture.trainer(decoder, refine), folder, decoder);
        TrainingHistory history = outcome.history();
        double start = history.start().orElseThrow().scores().get("CIDEr");
        double best = history.bestEpoch().orElseThrow().devScores().get("CIDEr");
        assertTrue(best > start, start + " to " + best);
    }

    @Test
    void aStopWhileTheStartIsScoredSavesNothingAndSaysSo() {
        CaptionTrainer trainer = fixture.trainer(decoder, selfCritical().epochs(1).build());
        trainer.requestStop();
        assertEquals(Ending.STOPPED_UNSAVED, train(trainer, folder, decoder).ending());
        assertFalse(Files.exists(folder.resolve("last")));
        assertFalse(Files.exists(folder.resolve("best")));
    }

    @Test
    void aStopBeforeTheFirstStepKeepsTheScoresOfTheStart() {
        TrainingOptions refine = selfCritical().epochs(1).build();
        CaptionTrainer stopped = fixture.trainer(decoder, refine);
        List<DevResult> starts = new ArrayList<>();
        TrainingListener stopAtStart =
                new TrainingListener() {
                    @Override
                    public void started(TrainingHistory history) {
                        starts.add(history.start().orElseThrow());
                        stopped.requestStop();
                    }
                };
        assertEquals(Ending.STOPPED, train(stopped, folder, decoder, stopAtStart).ending());
        TrainingOutcome resumed = train(fixture.trainer(decoder, refine), folder, decoder);
        assertEquals(Ending.FINISHED, resumed.ending());
        assertEquals(starts.get(0), resumed.history().start().orElseThrow());
    }
}

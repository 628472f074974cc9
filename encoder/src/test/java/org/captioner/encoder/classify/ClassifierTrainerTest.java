package org.captioner.encoder.classify;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.captioner.dataset.InputException;
import org.captioner.encoder.classify.TransferOptions.TrainedPart;
import org.captioner.encoder.resnet.BlockKind;
import org.captioner.encoder.resnet.ResNetArchitecture;
import org.captioner.encoder.resnet.ResNetWeights;
import org.captioner.encoder.tensor.TensorEngine;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClassifierTrainerTest {
    private static final ResNetArchitecture TINY =
            ResNetArchitecture.custom("tiny", BlockKind.BASIC, List.of(1, 1), List.of(8, 16));

    @TempDir private Path folder;
    private LabelledPhotos photos;

    @BeforeEach
    void draw() throws IOException {
        TensorEngine.start(1);
        DrawnCifar.write(folder, 240, 60);
        photos = CifarReader.read(folder);
    }

    @Test
    void aNetworkIsTrainedFromScratchThenANewHeadOnItsFrozenTrunk() {
        Path file = folder.resolve("shapes.safetensors");
        TransferOptions scratch = new TransferOptions(6, 16, 3e-3, 32, TrainedPart.ALL, 1);
        double accuracy;
        List<EpochResult> epochs = new ArrayList<>();
        try (ClassifierTrainer trainer = ClassifierTrainer.fromScratch(TINY, photos, scratch)) {
            trainer.train(epochs::add);
            ConfusionMatrix matrix = trainer.evaluate();
            accuracy = matrix.accuracy();
            assertEquals(epochs.get(5).testAccuracy(), accuracy);
            trainer.save(file);
        }
        assertTrue(epochs.get(5).loss() < epochs.get(0).loss() / 2, epochs::toString);
        assertTrue(accuracy > 0.8, epochs::toString);

        try (PhotoClassifier classifier = PhotoClassifier.load(file, Optional.empty())) {
            assertEquals(DrawnCifar.CLASSES, classifier.labels());
            long right =
                    photos.test().stream()
                            .filter(
                                    photo ->
                                            classifier
                                                    .classify(photo.photo().get(), 1)
                                                    .get(0)
                                                    .label()
                                                    .equals(DrawnCifar.CLASSES.get(photo.label())))
                            .count();
            assertEquals(accuracy, right / 60.0, 0.02, "folded batch norm rounds otherwise");
            double sum =
                    classifier.classify(photos.test().get(0).photo().get(), 9).stream()
                            .mapToDouble(Prediction::probability)
                            .sum();
            assertEquals(1, sum, 1e-9);
        }

        TransferOptions head = new TransferOptions(4, 16, 1e-2, 32, TrainedPart.HEAD, 2);
        try (ResNetWeights weights = ResNetWeights.open(file);
                ClassifierTrainer trainer = ClassifierTrainer.fineTuning(weights, photos, head)) {
            trainer.train(epoch -> {});
            assertTrue(trainer.evaluate().accuracy() > 0.8);
            Path again = folder.resolve("head.safetensors");
            trainer.save(again);
            try (ResNetWeights kept = ResNetWeights.open(again)) {
                assertEquals(
                        weights.values("bn1.running_mean")[3], kept.values("bn1.running_mean")[3]);
                assertEquals(weights.values("conv1.weight")[5], kept.values("conv1.weight")[5]);
            }
        }
    }

    @Test
    void theSameSeedGivesTheSameModel() {
        TransferOptions options = new TransferOptions(1, 32, 1e-3, 32, TrainedPart.ALL, 7);
        List<EpochResult> first = new ArrayList<>();
        List<EpochResult> second = new ArrayList<>();
        for (List<EpochResult> run : List.of(first, second)) {
            try (ClassifierTrainer trainer = ClassifierTrainer.fromScratch(TINY, photos, options)) {
                trainer.train(run::add);
            }
        }
        assertEquals(first, second);
    }

    @Test
    void aResumedRunEndsWithTheModelOfOneThatWasNotStopped() throws IOException {
        TransferOptions two = new TransferOptions(2, 32, 1e-3, 32, TrainedPart.ALL, 7);
        Path whole = folder.resolve("whole.safetensors");
        try (ClassifierTrainer trainer = ClassifierTrainer.fromScratch(TINY, photos, two)) {
            trainer.train(epoch -> {});
            trainer.save(whole);
        }
        Path checkpoint = folder.resolve("checkpoint");
        try (ClassifierTrainer trainer =
                ClassifierTrainer.fromScratch(TINY, photos, two.withEpochs(1))) {
            trainer.train(epoch -> trainer.checkpoint(checkpoint));
        }
        Path resumed = folder.resolve("resumed.safetensors");
        List<EpochResult> epochs = new ArrayList<>();
        try (ClassifierTrainer trainer = ClassifierTrainer.fromScratch(TINY, photos, two)) {
            trainer.resume(checkpoint);
            trainer.train(epochs::add);
            trainer.save(resumed);
        }
        assertEquals(1, epochs.size());
        assertEquals(2, epochs.get(0).epoch());
        assertEquals(-1, Files.mismatch(whole, resumed));

        TransferOptions other = new TransferOptions(2, 16, 1e-3, 32, TrainedPart.ALL, 7);
        try (ClassifierTrainer trainer = ClassifierTrainer.fromScratch(TINY, photos, other)) {
            assertThrows(InputException.class, () -> trainer.resume(checkpoint));
        }
    }

    @Test
    void impossibleOptionsAreRefused() {
        TransferOptions head = new TransferOptions(1, 16, 1e-3, 32, TrainedPart.HEAD, 1);
        assertThrows(
                InputException.class,
                () -> ClassifierTrainer.fromScratch(TINY, photos, head).close());
        assertThrows(
                InputException.class, () -> new TransferOptions(1, 16, 2, 32, TrainedPart.ALL, 1));
    }
}

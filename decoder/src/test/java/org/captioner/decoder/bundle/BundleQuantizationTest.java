package org.captioner.decoder.bundle;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.UnaryOperator;
import org.captioner.dataset.InputException;
import org.captioner.decoder.lstm.LstmOptions;
import org.captioner.encoder.tensor.QuantisedRows;
import org.captioner.encoder.tensor.SafetensorsFile;
import org.captioner.encoder.tensor.TensorEngine;
import org.captioner.encoder.tensor.TensorType;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class BundleQuantizationTest {
    @TempDir Path folder;
    private Path model;
    private Path smaller;

    @BeforeEach
    void write() throws IOException {
        TensorEngine.start(1);
        model = Files.createDirectory(folder.resolve("model"));
        smaller = folder.resolve("smaller");
        TinyModel.write(
                model, new LstmOptions(8, 4, 0), 1, List.of("a", "dog", "runs", "on", "grass"));
    }

    @Test
    void matricesAreRoundedByRowsAndVectorsAreKept() {
        BundleQuantization.write(model, smaller, TensorType.I8, UnaryOperator.identity());
        try (SafetensorsFile before = SafetensorsFile.open(ModelBundle.weights(model));
                SafetensorsFile after = SafetensorsFile.open(ModelBundle.weights(smaller))) {
            assertEquals(before.names(), after.names());
            for (String name : before.names()) {
                float[] weights = before.readFloats(name);
                long[] sizes = before.shape(name).sizes();
                float[] expected =
                        sizes.length > 1
                                ? QuantisedRows.of(weights, (int) sizes[0]).widened()
                                : weights;
                assertArrayEquals(expected, after.readFloats(name), name);
            }
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"I8", "F16"})
    void theNewBundleIsWholeAndOfAnotherFingerprint(TensorType type) throws IOException {
        BundleQuantization.Sizes sizes =
                BundleQuantization.write(model, smaller, type, search -> search.withBeams(7));
        assertTrue(sizes.after() < sizes.before(), sizes.toString());
        assertEquals(Files.size(ModelBundle.weights(smaller)), sizes.after());
        BundleManifest before = ModelBundle.readManifest(model);
        try (ModelBundle bundle = ModelBundle.load(smaller)) {
            assertEquals(
                    bundle.encoder().description().fingerprint(),
                    bundle.manifest().encoderFingerprint());
            assertEquals(before.search().withBeams(7), bundle.manifest().search());
            assertEquals(before.decoder(), bundle.manifest().decoder());
            assertNotEquals(before.files(), bundle.manifest().files());
            String source = bundle.manifest().provenance().encoderSource();
            assertTrue(source.endsWith(type == TensorType.I8 ? "int8" : "float16"), source);
        }
    }

    @Test
    void aBundleInUseIsNotReplacedAndADamagedOneNotCopied() throws IOException {
        quantise(smaller);
        assertThrows(InputException.class, () -> quantise(smaller));
        Path weights = ModelBundle.weights(model);
        byte[] bytes = Files.readAllBytes(weights);
        bytes[bytes.length - 1] ^= 1;
        Files.write(weights, bytes);
        Path third = folder.resolve("third");
        assertThrows(InputException.class, () -> quantise(third));
        assertTrue(Files.notExists(third));
    }

    private void quantise(Path target) {
        BundleQuantization.write(model, target, TensorType.I8, UnaryOperator.identity());
    }
}

package org.captioner.decoder.bundle;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.captioner.dataset.InputException;
import org.captioner.dataset.text.Vocabulary;
import org.captioner.decoder.lstm.LstmOptions;
import org.captioner.decoder.network.CaptionDecoder;
import org.captioner.decoder.network.ImageMemory;
import org.captioner.decoder.network.Mode;
import org.captioner.decoder.network.Precision;
import org.captioner.encoder.tensor.SafetensorsFile;
import org.captioner.encoder.tensor.SafetensorsWriter;
import org.captioner.encoder.tensor.TensorEngine;
import org.captioner.encoder.tensor.TensorType;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModelBundleTest {
    private static final List<String> WORDS = List.of("a", "dog", "runs", "on", "grass");

    @TempDir Path folder;

    @BeforeEach
    void write() {
        TensorEngine.start(1);
        TinyModel.write(folder, new LstmOptions(8, 4, 0), 1, WORDS);
    }

    @Test
    void whatWasSavedComesBack() {
        try (ModelBundle bundle = ModelBundle.load(folder)) {
            assertEquals(9, bundle.vocabulary().size());
            assertEquals(new LstmOptions(8, 4, 0), bundle.decoder().options());
            assertEquals(16, bundle.encoder().description().cells());
            assertEquals(
                    bundle.manifest().encoderFingerprint(),
                    bundle.encoder().description().fingerprint());
        }
    }

    @Test
    void aDecoderThatIsTrainedFurtherUsesTheWeightsItHas() {
        try (NDManager manager = NDManager.newBaseManager();
                CaptionDecoder decoder =
                        ModelBundle.readDecoder(folder, manager, Precision.FLOAT32).decoder()) {
            NDArray grid =
                    manager.ones(new Shape(1, decoder.shape().cells(), decoder.shape().channels()));
            NDArray image = manager.create(new long[] {0});
            NDArray start = manager.create(new long[] {Vocabulary.START});
            decoder.step(decoder.initialState(new NDList(grid), 1), start);
            decoder.parameters().arrays().values().forEach(array -> array.muli(2));
            ImageMemory memory = decoder.encodeMemory(grid, Mode.INFERENCE);
            NDArray forced =
                    decoder.forward(memory, image, start.expandDims(0), Mode.INFERENCE).logits();
            NDArray stepped =
                    decoder.step(decoder.initialState(new NDList(grid), 1), start).logits();
            assertArrayEquals(forced.toFloatArray(), stepped.toFloatArray(), 1e-3f);
        }
    }

    @Test
    void theModelCardSaysWhatTheModelIs() throws IOException {
        String card = Files.readString(folder.resolve("README.md"));
        assertTrue(card.contains("tiny (v1.5, layer2), of which a 4x4 grid of 6 features"), card);
        assertTrue(card.contains("None were taken."), card);
        assertTrue(card.contains("## Limits"), card);
    }

    @Test
    void aForeignFolderIsRefusedInWordsOfTheFile() throws IOException {
        String whole = Files.readString(folder.resolve("model.json"));
        List<String> texts =
                List.of(
                        "{}",
                        "[1]",
                        "",
                        "nonsense",
                        "{\"formatVersion\": 1}",
                        whole.replace("\"kind\" : \"lstm\"", "\"kind\" : \"gru\""),
                        whole.replaceFirst(
                                "\"architecture\" : \\{", "\"architecture\" : 3, \"x\": {"));
        for (String text : texts) {
            Files.writeString(folder.resolve("model.json"), text);
            String message = assertRefused("model.json: not a model description");
            assertFalse(message.contains("xception"), message);
            assertFalse(message.contains("org.captioner"), message);
            assertFalse(message.contains("creator"), message);
        }
        Files.delete(folder.resolve("model.json"));
        assertFalse(assertRefused("model.json: not there").contains("xception"));
    }

    @Test
    void aMissingTensorIsNamed() {
        rewriteWeights(tensors -> without(tensors, "decoder.lstm.word.weight"));
        assertRefused("weights.safetensors", "1 missing: decoder.lstm.word.weight");
        rewriteWeights(tensors -> without(tensors, "encoder.bn1.bias"));
        assertRefused("missing: encoder.bn1.bias");
    }

    @Test
    void aTensorTooManyIsNamed() {
        rewriteWeights(
                tensors -> {
                    tensors.put("decoder.stranger", tensors.get("decoder.words.bias"));
                    return tensors;
                });
        assertRefused("1 unexpected: decoder.stranger");
    }

    @Test
    void encoderWeightsOfAnotherModelAreToldByTheirFingerprint() {
        rewriteWeights(
                tensors -> {
                    tensors.get("encoder.bn1.bias").addi(1);
                    return tensors;
                });
        assertRefused("weights.safetensors", "its SHA-256 is");
        String message =
                assertThrows(InputException.class, () -> ModelBundle.readEncoder(folder))
                        .getMessage();
        assertTrue(message.contains("encoder's weights are not those"), message);
        assertTrue(message.contains("fingerprint"), message);
    }

    @Test
    void aVocabularyOfAnotherBundleIsRefused(@TempDir Path other) throws IOException {
        TinyModel.write(
                other, new LstmOptions(8, 4, 0), 1, List.of("a", "cat", "sits", "on", "grass"));
        Files.copy(
                other.resolve("vocabulary.json"),
                folder.resolve("vocabulary.json"),
                StandardCopyOption.REPLACE_EXISTING);
        assertRefused("vocabulary.json", "belongs to another bundle");
    }

    @Test
    void anEditedVocabularyIsRefused() throws IOException {
        edit("vocabulary.json", text -> text.replace("\"dog\"", "\"hog\""));
        assertRefused("vocabulary.json", "do not match the checksum");
    }

    @Test
    void truncatedWeightsAreRefused() throws IOException {
        Path file = folder.resolve("weights.safetensors");
        byte[] bytes = Files.readAllBytes(file);
        Files.write(file, Arrays.copyOf(bytes, bytes.length - 100));
        assertRefused("weights.safetensors");
    }

    @Test
    void anUnknownFormatVersionNamesTheKnownOne() throws IOException {
        edit("model.json", text -> text.replace("\"formatVersion\" : 2", "\"formatVersion\" : 7"));
        assertRefused("bundle format version 7 is unknown", "version 1 and version 2");
    }

    @Test
    void aMalformedManifestIsRefusedByName() throws IOException {
        String whole = Files.readString(folder.resolve("model.json"));
        edit("model.json", text -> text.substring(0, text.length() / 2));
        assertRefused("model.json: not a model description");
        Files.writeString(
                folder.resolve("model.json"), whole.replace("\"width\" : 8", "\"width\" : -8"));
        assertRefused("model.json", "width is -8");
        Files.writeString(folder.resolve("model.json"), whole.replace("\"lstm\"", "\"gru\""));
        assertRefused("model.json", "gru");
    }

    @Test
    void sizesThatDoNotFitTheWeightsAreRefusedBeforeAnythingIsAllocated() throws IOException {
        edit("model.json", text -> text.replace("\"rows\" : 4", "\"rows\" : 500000000"));
        assertRefused("model.json", "do not fit one another");
    }

    @Test
    void aFolderThatIsNoBundleIsRefused(@TempDir Path empty) {
        String message =
                assertThrows(InputException.class, () -> ModelBundle.load(empty)).getMessage();
        assertTrue(message.contains("this folder is no model bundle"), message);
        Path absent = empty.resolve("absent");
        message = assertThrows(InputException.class, () -> ModelBundle.load(absent)).getMessage();
        assertTrue(message.contains("no such model bundle"), message);
    }

    private void edit(String name, UnaryOperator<String> change) throws IOException {
        Path file = folder.resolve(name);
        String before = Files.readString(file);
        String after = change.apply(before);
        assertTrue(!after.equals(before), "the edit must change something");
        Files.writeString(file, after);
    }

    private static Map<String, NDArray> without(Map<String, NDArray> tensors, String name) {
        assertTrue(tensors.remove(name) != null);
        return tensors;
    }

    private void rewriteWeights(UnaryOperator<Map<String, NDArray>> change) {
        Path file = folder.resolve("weights.safetensors");
        try (NDManager manager = NDManager.newBaseManager()) {
            Map<String, NDArray> tensors = new LinkedHashMap<>();
            try (SafetensorsFile stored = SafetensorsFile.open(file)) {
                stored.names().forEach(name -> tensors.put(name, stored.read(name, manager)));
                SafetensorsWriter.write(
                        file, change.apply(tensors), TensorType.F32, stored.metadata());
            }
        }
    }

    private String assertRefused(String... parts) {
        String message =
                assertThrows(InputException.class, () -> ModelBundle.load(folder)).getMessage();
        for (String part : parts) {
            assertTrue(message.contains(part), message);
        }
        return message;
    }
}

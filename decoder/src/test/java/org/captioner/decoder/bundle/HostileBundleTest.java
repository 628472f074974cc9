package org.captioner.decoder.bundle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.captioner.dataset.InputException;
import org.captioner.decoder.lstm.LstmOptions;
import org.captioner.decoder.network.DecoderOptions;
import org.captioner.decoder.transformer.TransformerOptions;
import org.captioner.encoder.backend.EncoderBackend;
import org.captioner.encoder.tensor.SafetensorsFile;
import org.captioner.encoder.tensor.SafetensorsWriter;
import org.captioner.encoder.tensor.TensorEngine;
import org.captioner.encoder.tensor.TensorType;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Bundles that are damaged or made to harm: each is refused in a sentence, or harmless. */
class HostileBundleTest {
    private static final List<String> WORDS = List.of("a", "dog", "runs", "on", "grass");
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir Path folder;
    private Path manifest;

    @BeforeEach
    void write() {
        write(new LstmOptions(8, 4, 0));
    }

    private void write(DecoderOptions options) {
        TensorEngine.start(1);
        TinyModel.write(folder, options, 1, WORDS);
        manifest = folder.resolve("model.json");
    }

    /** Each member, replaced by each of many values, without a checksum that would tell. */
    @Test
    void everyMemberWithEveryOddValueIsRefusedByNameOrHarmless() throws IOException {
        for (DecoderOptions options :
                List.of(new LstmOptions(8, 4, 0), new TransformerOptions(8, 1, 2, 16, 0))) {
            write(options);
            ObjectNode whole = readManifest();
            List<String> odd =
                    List.of(
                            "null",
                            "-1",
                            "0",
                            "100000",
                            "2147483647",
                            "9999999999",
                            "1e300",
                            "0.5",
                            "\"x\"",
                            "[]",
                            "{}",
                            "true");
            int refused = 0;
            int tried = 0;
            for (List<Object> place : places(whole, new ArrayList<>())) {
                for (String value : odd) {
                    JsonNode other = JSON.readTree(value);
                    refused += isRefused(replaced(whole, place, other), place) ? 1 : 0;
                    tried++;
                }
            }
            assertTrue(tried > 400 && refused > tried / 2, refused + " of " + tried);
        }
    }

    @Test
    void numbersThatDecideSizesAreAllRefusedWhenHuge() throws IOException {
        write(new TransformerOptions(8, 1, 2, 16, 0));
        ObjectNode whole = readManifest();
        for (List<Object> place : places(whole, new ArrayList<>())) {
            String top = place.get(0).toString();
            JsonNode value = at(whole, place);
            if (List.of("encoder", "transform", "decoderShape", "decoder").contains(top)
                    && value.isInt()) {
                for (int huge : new int[] {100_000, Integer.MAX_VALUE}) {
                    JsonNode other = JSON.getNodeFactory().numberNode(huge);
                    assertTrue(isRefused(replaced(whole, place, other), place), place + "");
                }
            }
        }
        String message = refusalOf(whole, List.of("decoder", "layers"), 100_000);
        assertTrue(message.contains("decoder.layers is 100000"), message);
        message = refusalOf(whole, List.of("decoder", "feedForward"), Integer.MAX_VALUE);
        assertTrue(message.contains("decoder.feedForward is 2147483647"), message);
        message = refusalOf(whole, List.of("decoderShape", "maximumLength"), Integer.MAX_VALUE);
        assertTrue(message.contains("decoderShape.maximumLength is 2147483647"), message);
    }

    private String refusalOf(ObjectNode whole, List<Object> place, int value) throws IOException {
        save(replaced(whole, place, JSON.getNodeFactory().numberNode(value)));
        return refusal();
    }

    @Test
    void aMissingAnUnknownAndADoubledMemberAreRefusedByName() throws IOException {
        ObjectNode whole = readManifest();
        for (String name :
                List.of("encoder", "transform", "decoder", "search", "scores", "files")) {
            ObjectNode less = whole.deepCopy();
            less.remove(name);
            save(less);
            assertTrue(refusal().contains(name), refusal());
        }
        for (String name : List.of("", "decoder", "decoderShape", "search", "provenance")) {
            ObjectNode more = whole.deepCopy();
            (name.isEmpty() ? more : (ObjectNode) more.get(name)).put("stranger", 1);
            save(more);
            assertTrue(refusal().contains("stranger is unknown"), refusal());
        }
        String text = JSON.writeValueAsString(whole);
        Files.writeString(manifest, text.replaceFirst("\\{", "{\"search\": {}, "));
        assertTrue(refusal().contains("repeats a name"), refusal());
        Files.writeString(manifest, text + " {}");
        assertTrue(refusal().contains("model.json: not a model description"), refusal());
        Files.writeString(manifest, "[".repeat(100_000));
        assertTrue(refusal().contains("model.json: not a model description"), refusal());
    }

    @Test
    void everyFlippedBitOfEveryFileIsSeen() throws IOException {
        Random random = new Random(9);
        for (String name : List.of("model.json", "vocabulary.json", "weights.safetensors")) {
            Path file = folder.resolve(name);
            byte[] whole = Files.readAllBytes(file);
            for (int round = 0; round < 70; round++) {
                byte[] flipped = whole.clone();
                flipped[random.nextInt(flipped.length)] ^= (byte) (1 << random.nextInt(8));
                Files.write(file, flipped);
                assertFalse(refusal().contains("xception"));
            }
            Files.write(file, whole);
        }
        load();
    }

    /** Sizes that thin tensors have, and that a square one of 6 GB would have to have. */
    @Test
    void aDecoderLargerThanTheFileIsRefusedBeforeItIsMade() throws IOException {
        int width = 40_000;
        Path weights = folder.resolve("weights.safetensors");
        try (NDManager manager = NDManager.newBaseManager()) {
            Map<String, NDArray> tensors = new LinkedHashMap<>();
            try (SafetensorsFile stored = SafetensorsFile.open(weights)) {
                stored.names().forEach(each -> tensors.put(each, stored.read(each, manager)));
                tensors.put("decoder.output.bias", manager.zeros(new Shape(width)));
                SafetensorsWriter.write(weights, tensors, TensorType.F32, stored.metadata());
            }
        }
        ObjectNode root = readManifest();
        ((ObjectNode) root.get("decoder")).put("width", width);
        save(root);
        assertTrue(refusal().contains("is larger than can be"), refusal());
    }

    @Test
    void anEditedManifestLoadsOnceItsChecksumIsTakenOut() throws IOException {
        String text = Files.readString(manifest);
        String edited = text.replace("\"beams\" : 3", "\"beams\" : 5");
        Files.writeString(manifest, edited);
        String message = refusal();
        assertTrue(message.contains("remove the member \"checksum\""), message);
        Files.writeString(manifest, edited.replaceFirst(",\\s*\"checksum\" : \"[0-9a-f]*\"", ""));
        assertEquals(5, load());
    }

    @Test
    void aBundleOfFormatVersion1LoadsAndItsTensorsHaveToBeFinite() throws IOException {
        ObjectNode old = readManifest();
        old.put("formatVersion", 1);
        old.remove("files");
        save(old);
        assertEquals(3, load());
        for (float odd : new float[] {Float.NaN, Float.POSITIVE_INFINITY}) {
            for (String name : List.of("decoder.words.bias", "encoder.bn1.bias")) {
                Path weights = folder.resolve("weights.safetensors");
                byte[] whole = Files.readAllBytes(weights);
                spoil(weights, name, odd);
                assertTrue(refusal().contains("'" + name + "' holds a value that is not"), name);
                Files.write(weights, whole);
            }
        }
    }

    @Test
    @Timeout(60)
    void aPipeOrAFolderInPlaceOfAFileIsRefusedWithoutWaiting() throws Exception {
        for (String name : List.of("model.json", "vocabulary.json", "weights.safetensors")) {
            Path file = folder.resolve(name);
            byte[] whole = Files.readAllBytes(file);
            Files.delete(file);
            Files.createDirectory(file);
            assertTrue(refusal().contains(name + ": is not a regular file"), refusal());
            Files.delete(file);
            assumeTrue(makePipe(file), "no mkfifo here");
            assertTrue(refusal().contains(name + ": is not a regular file"), refusal());
            Files.delete(file);
            Files.write(file, whole);
        }
    }

    private static boolean makePipe(Path file) throws InterruptedException {
        try {
            Process mkfifo = new ProcessBuilder("mkfifo", file.toString()).start();
            return mkfifo.waitFor(10, TimeUnit.SECONDS) && mkfifo.exitValue() == 0;
        } catch (IOException e) {
            return false;
        }
    }

    private static void spoil(Path weights, String name, float value) {
        try (NDManager manager = NDManager.newBaseManager()) {
            Map<String, NDArray> tensors = new LinkedHashMap<>();
            try (SafetensorsFile stored = SafetensorsFile.open(weights)) {
                stored.names().forEach(each -> tensors.put(each, stored.read(each, manager)));
                tensors.get(name).addi(value);
                SafetensorsWriter.write(weights, tensors, TensorType.F32, stored.metadata());
            }
        }
    }

    private static List<List<Object>> places(JsonNode node, List<Object> path) {
        List<List<Object>> places = new ArrayList<>();
        if (!path.isEmpty()) {
            places.add(path);
        }
        node.fieldNames()
                .forEachRemaining(name -> places.addAll(places(node.get(name), with(path, name))));
        for (int i = 0; node.isArray() && i < node.size(); i++) {
            places.addAll(places(node.get(i), with(path, i)));
        }
        return places;
    }

    private static List<Object> with(List<Object> path, Object step) {
        List<Object> longer = new ArrayList<>(path);
        longer.add(step);
        return longer;
    }

    private static JsonNode at(JsonNode root, List<Object> place) {
        JsonNode node = root;
        for (Object step : place) {
            node = step instanceof Integer index ? node.get(index) : node.get(step.toString());
        }
        return node;
    }

    private static ObjectNode replaced(ObjectNode whole, List<Object> place, JsonNode value) {
        ObjectNode copy = whole.deepCopy();
        JsonNode parent = at(copy, place.subList(0, place.size() - 1));
        Object last = place.get(place.size() - 1);
        if (parent instanceof ArrayNode array) {
            array.set((int) last, value);
        } else {
            ((ObjectNode) parent).set(last.toString(), value);
        }
        return copy;
    }

    private boolean isRefused(ObjectNode content, List<Object> place) throws IOException {
        save(content);
        try {
            load();
            return false;
        } catch (InputException e) {
            String message = e.getMessage();
            assertFalse(message.contains("xception") || message.contains("org.captioner"), message);
            return true;
        } catch (RuntimeException | OutOfMemoryError e) {
            throw new AssertionError(place + " of " + at(content, place), e);
        }
    }

    private ObjectNode readManifest() throws IOException {
        ObjectNode root = (ObjectNode) JSON.readTree(manifest.toFile());
        root.remove("checksum");
        return root;
    }

    private void save(ObjectNode root) throws IOException {
        Files.writeString(manifest, JSON.writeValueAsString(root));
    }

    private int load() {
        try (ModelBundle bundle = ModelBundle.load(folder, EncoderBackend.DJL)) {
            return bundle.manifest().search().beams();
        }
    }

    private String refusal() {
        return assertThrows(InputException.class, this::load).getMessage();
    }
}

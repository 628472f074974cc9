package org.captioner.cli.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.captioner.encoder.resnet.BlockKind;
import org.captioner.encoder.resnet.RandomTensors;
import org.captioner.encoder.resnet.ResNetArchitecture;
import org.captioner.encoder.tensor.SafetensorsWriter;
import org.captioner.encoder.tensor.TensorEngine;
import org.captioner.encoder.tensor.TensorType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BenchAndExportCommandTest {
    @TempDir private Path folder;

    @Test
    void backEndsAreMeasuredSideBySideWithThePublishedFigures() throws Exception {
        CommandRun run =
                CommandRun.of(
                        "bench",
                        "encoders",
                        "--depths",
                        "18",
                        "--backends",
                        "djl,onnx",
                        "--size",
                        "64",
                        "--workers",
                        "1",
                        "--seconds",
                        "0.05",
                        "--json");
        assertEquals(0, run.exitCode(), run.talk());
        JsonNode root = new ObjectMapper().readTree(run.data());
        assertTrue(root.get("peak_multiply_adds_per_second").asDouble() > 0);
        assertEquals(2, root.get("encoders").size());
        JsonNode onnx = root.get("encoders").get(1);
        assertEquals("onnx", onnx.get("backend").asText());
        assertEquals(11_176_512, onnx.get("parameters").asLong(), "ResNet-18 without its head");
        assertTrue(onnx.get("photos_per_second").asDouble() > 0);
        // A process of its own holds Java and the weights, and not those of the row before.
        assertTrue(onnx.get("resident_bytes").asLong() > 4 * 11_176_512L);
        assertTrue(root.get("encoders").get(0).get("resident_bytes").asLong() > 0);
        assertEquals(69.758, onnx.get("published").get("top1").asDouble());
    }

    @Test
    void theTableIsMarkdownOnRequest() {
        CommandRun run =
                CommandRun.of(
                        "bench",
                        "encoders",
                        "--depths",
                        "18",
                        "--backends",
                        "fused",
                        "--size",
                        "32",
                        "--workers",
                        "1",
                        "--seconds",
                        "0.05",
                        "--markdown");
        assertEquals(0, run.exitCode(), run.talk());
        List<String> lines = run.data().lines().toList();
        assertTrue(lines.get(0).startsWith("| network | back end | parameters |"), run.data());
        assertTrue(lines.get(1).startsWith("| --- | --- | ---: |"), run.data());
        assertTrue(lines.get(2).startsWith("| resnet18 | fused | 11,176,512 |"), run.data());
        assertTrue(run.data().contains("quoted, not measured"), run.data());
    }

    @Test
    void aFileThatIsNoTorchScriptIsAUserMistake() {
        CommandRun run =
                CommandRun.of(
                        "bench",
                        "encoders",
                        "--depths",
                        "18",
                        "--backends",
                        "onnx",
                        "--size",
                        "32",
                        "--workers",
                        "1",
                        "--seconds",
                        "0.05",
                        "--torchscript",
                        weights());
        assertEquals(2, run.exitCode());
        assertTrue(run.talk().contains("cannot be loaded as TorchScript"), run.talk());
    }

    @Test
    void anUnknownBackEndIsAUserMistake() {
        CommandRun run = CommandRun.of("bench", "encoders", "--backends", "gpu");
        assertEquals(2, run.exitCode());
        assertTrue(run.talk().contains("unknown back end 'gpu'; use auto, djl"), run.talk());
    }

    @Test
    void anExportedNetworkIsCheckedAgainstItsSource() {
        Path weights = weights();
        Path target = folder.resolve("net.onnx");
        CommandRun run = CommandRun.of("export", weights, "--onnx", target, "--size", "64");
        assertEquals(0, run.exitCode(), run.talk());
        assertTrue(Files.exists(target));
        assertTrue(run.talk().contains("features (n, 4, 64) differ from the source's by"));
        assertTrue(run.data().isEmpty());
    }

    @Test
    void aMissingFileOfWeightsIsAUserMistake() {
        Path target = folder.resolve("net.onnx");
        CommandRun run =
                CommandRun.of("export", folder.resolve("none.safetensors"), "--onnx", target);
        assertEquals(2, run.exitCode());
        assertFalse(Files.exists(target));
    }

    @Test
    void chosenDecodersAreMeasured() throws Exception {
        CommandRun run =
                CommandRun.of(
                        "bench",
                        "decoders",
                        "--decoders",
                        "show-and-tell",
                        "--captions",
                        "128",
                        "--channels",
                        "8",
                        "--vocabulary",
                        "20",
                        "--words",
                        "3",
                        "--learning-only",
                        "--json");
        assertEquals(0, run.exitCode(), run.talk());
        JsonNode rows = new ObjectMapper().readTree(run.data()).get("decoders");
        assertEquals(2, rows.size(), "one for each precision");
        assertEquals("show-and-tell", rows.get(0).get("decoder").asText());
        assertTrue(rows.get(0).get("captions_per_second").asDouble() > 0);
    }

    private Path weights() {
        TensorEngine.start(1);
        ResNetArchitecture network =
                ResNetArchitecture.custom(
                                "small",
                                BlockKind.BASIC,
                                List.of(2, 2, 2, 2),
                                List.of(8, 16, 32, 64))
                        .withClasses(3);
        RandomTensors values = new RandomTensors(network, 4);
        Path file = folder.resolve("small.safetensors");
        try (NDManager manager = NDManager.newBaseManager()) {
            Map<String, NDArray> tensors = new LinkedHashMap<>();
            network.tensors()
                    .shapes()
                    .forEach(
                            (name, shape) ->
                                    tensors.put(
                                            name,
                                            manager.create(
                                                    values.apply(name), new Shape(shape.sizes()))));
            SafetensorsWriter.write(file, tensors, TensorType.F32, Map.of());
        }
        return file;
    }
}

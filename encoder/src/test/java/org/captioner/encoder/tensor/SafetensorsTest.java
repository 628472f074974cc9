package org.captioner.encoder.tensor;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.captioner.dataset.InputException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SafetensorsTest {
    @TempDir private Path folder;
    private NDManager manager;

    @BeforeEach
    void startEngine() {
        TensorEngine.start(1);
        manager = NDManager.newBaseManager();
    }

    @AfterEach
    void closeArrays() {
        manager.close();
    }

    @Test
    void writtenTensorsAreReadBackWithShapesTypesAndMetadata() {
        Map<String, NDArray> tensors = new LinkedHashMap<>();
        tensors.put("b.weight", manager.arange(6f).reshape(2, 3));
        tensors.put("a.scalar", manager.create(0.1f));
        tensors.put("empty", manager.create(new Shape(0, 4)));
        Path path = folder.resolve("x.safetensors");
        SafetensorsWriter.write(
                path,
                tensors,
                name -> name.equals("b.weight") ? TensorType.F16 : TensorType.F32,
                Map.of("who", "test"));
        NDArray kept;
        try (SafetensorsFile file = SafetensorsFile.open(path)) {
            assertEquals(List.of("b.weight", "a.scalar", "empty"), List.copyOf(file.names()));
            assertEquals(Map.of("who", "test"), file.metadata());
            assertEquals(TensorType.F16, file.type("b.weight"));
            assertEquals(TensorShape.of(2, 3), file.shape("b.weight"));
            assertEquals(DataType.FLOAT16, file.readStored("b.weight", manager).getDataType());
            assertEquals(0.1f, file.read("a.scalar", manager).getFloat());
            assertEquals(0, file.read("empty", manager).size());
            assertArrayEquals(new float[] {0, 1, 2, 3, 4, 5}, file.readFloats("b.weight"));
            kept = file.read("b.weight", manager);
        }
        kept.addi(1); // Not the file's memory: writable, and alive after the file is closed.
        assertArrayEquals(new float[] {1, 2, 3, 4, 5, 6}, kept.toFloatArray());
    }

    @Test
    void bfloat16IsWidenedExactly() throws IOException {
        ByteBuffer data = ByteBuffer.allocate(4).order(ByteOrder.LITTLE_ENDIAN);
        data.putShort((short) 0x3f80).putShort((short) 0xc049); // 1 and -3.140625
        Path path = raw("{\"x\":{\"dtype\":\"BF16\",\"shape\":[2],\"data_offsets\":[0,4]}}", data);
        try (SafetensorsFile file = SafetensorsFile.open(path)) {
            float[] expected = {1f, -3.140625f};
            assertArrayEquals(expected, file.read("x", manager).toFloatArray());
            assertArrayEquals(expected, file.readFloats("x"));
        }
    }

    @Test
    void valuesBeyondHalfPrecisionAreRefusedAndTheFormerFileStays() throws IOException {
        Path path = folder.resolve("x.safetensors");
        Files.writeString(path, "former");
        Map<String, NDArray> tensors = Map.of("big", manager.create(new float[] {1e6f}));
        IllegalArgumentException problem =
                assertThrows(
                        IllegalArgumentException.class,
                        () -> SafetensorsWriter.write(path, tensors, TensorType.F16, Map.of()));
        assertTrue(problem.getMessage().contains("'big'"), problem.getMessage());
        assertEquals("former", Files.readString(path));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"x\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,4]}} | does not fit",
                "{\"x\":{\"dtype\":\"F32\",\"shape\":[-1],\"data_offsets\":[0,4]}} | size or"
                        + " offset",
                "{\"x\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[4,8]}} | hole",
                "{\"x\":{\"dtype\":\"F32\",\"shape\":[0],\"data_offsets\":[0,0]}} | describes 0",
                "{\"x\":{\"dtype\":\"F99\",\"shape\":[1],\"data_offsets\":[0,4]}} | unknown dtype",
                "{\"x\":{\"dtype\":\"F32\",\"shape\":[1]}} | data_offsets",
                "{\"x\":{\"dtype\":\"F32\",\"shape\":[1.5],\"data_offsets\":[0,4]}} | size or",
                "{\"x\":{\"dtype\":\"F32\",\"shape\":[4294967296,4294967296,4],"
                        + "\"data_offsets\":[0,4]}} | too many elements",
                "{\"x\":{\"dtype\":\"F32\",\"shape\":[4611686018427387904],"
                        + "\"data_offsets\":[0,4]}} | does not fit",
                "{\"x\":1,\"x\":2} | repeats a name",
                "{\"__metadata__\":{\"a\":1}} | is not a string",
                "[] | not a JSON object",
                "{} trailing | not JSON",
            })
    void aDishonestHeaderIsRefusedWithItsFault(String header, String fault) throws IOException {
        Path path = raw(header, ByteBuffer.allocate(4));
        InputException problem =
                assertThrows(InputException.class, () -> SafetensorsFile.open(path).close());
        assertTrue(problem.getMessage().contains(fault.strip()), problem.getMessage());
        assertTrue(problem.getMessage().contains(path.toString()), problem.getMessage());
    }

    @Test
    void aHeaderLongerThanTheFileIsRefused() throws IOException {
        Path path = folder.resolve("long.safetensors");
        for (long length : new long[] {3, Long.MAX_VALUE, -1, Integer.MAX_VALUE}) {
            ByteBuffer bytes = ByteBuffer.allocate(10).order(ByteOrder.LITTLE_ENDIAN);
            Files.write(path, bytes.putLong(length).array());
            assertThrows(InputException.class, () -> SafetensorsFile.open(path).close());
        }
    }

    @Test
    void anAbsentFileAndAnAbsentTensorAreNamed() throws IOException {
        Path absent = folder.resolve("absent.safetensors");
        InputException problem =
                assertThrows(InputException.class, () -> SafetensorsFile.open(absent).close());
        assertTrue(problem.getMessage().contains("absent.safetensors: no such file"));
        Path integers =
                raw(
                        "{\"n\":{\"dtype\":\"I32\",\"shape\":[],\"data_offsets\":[0,4]}}",
                        ByteBuffer.allocate(4));
        try (SafetensorsFile file = SafetensorsFile.open(integers)) {
            assertThrows(InputException.class, () -> file.read("m", manager));
            problem = assertThrows(InputException.class, () -> file.read("n", manager));
            assertTrue(problem.getMessage().contains("'n' is I32"), problem.getMessage());
        }
    }

    @Test
    void strictMatchingListsEveryDifference() {
        ExpectedTensors expected =
                new ExpectedTensors(
                        "a net", Map.of("a", TensorShape.of(1), "b", TensorShape.of(2, 3)));
        InputException problem =
                assertThrows(
                        InputException.class,
                        () ->
                                expected.requireEqual(
                                        "w.safetensors",
                                        Map.of("b", TensorShape.of(3, 2), "c", TensorShape.of())));
        assertEquals(
                "w.safetensors: does not fit a net; 1 missing: a; 1 unexpected: c; 1 of another"
                        + " shape: b (3x2, needed 2x3); take a file that was made for"
                        + " it",
                problem.getMessage());
    }

    @Test
    void eightBitsAreWidenedByTheScalesOfTheirRows() throws IOException {
        ByteBuffer data =
                ByteBuffer.allocate(12)
                        .order(ByteOrder.LITTLE_ENDIAN)
                        .put(new byte[] {127, -2, 0, 100})
                        .putFloat(0.5f)
                        .putFloat(2);
        String header =
                "{\"x\":{\"dtype\":\"I8\",\"shape\":[2,2],\"data_offsets\":[0,4]},"
                        + "\"%s\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[4,12]}}";
        float[] widened = {63.5f, -1, 0, 200};
        try (SafetensorsFile file =
                SafetensorsFile.open(raw(String.format(header, "x.scale"), data))) {
            assertEquals(List.of("x"), List.copyOf(file.names()));
            assertEquals(TensorType.I8, file.type("x"));
            assertArrayEquals(widened, file.readFloats("x"));
            assertArrayEquals(widened, file.read("x", manager).toFloatArray());
        }
        // Without its scales it is integers, which no network of ours takes.
        try (SafetensorsFile file =
                SafetensorsFile.open(raw(String.format(header, "y.scale"), data))) {
            assertEquals(2, file.names().size());
            InputException e = assertThrows(InputException.class, () -> file.readFloats("x"));
            assertTrue(e.getMessage().contains("I8 with a scale for each row"), e.getMessage());
        }
    }

    private Path raw(String header, ByteBuffer data) throws IOException {
        byte[] json = header.getBytes(StandardCharsets.UTF_8);
        ByteBuffer bytes =
                ByteBuffer.allocate(8 + json.length + data.capacity())
                        .order(ByteOrder.LITTLE_ENDIAN);
        bytes.putLong(json.length).put(json).put(data.rewind());
        Path path = folder.resolve("raw.safetensors");
        Files.write(path, bytes.array());
        return path;
    }
}

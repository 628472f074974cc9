package org.captioner.encoder.tensor;

import ai.djl.ndarray.NDManager;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.captioner.dataset.InputException;

/** A damaged file may be refused or read as other numbers, but nothing else may happen. */
class SafetensorsFuzzTest {
    private static final String HEADER =
            "{\"__metadata__\":{\"format\":\"pt\"},"
                + "\"conv1.weight\":{\"dtype\":\"F32\",\"shape\":[2,3],\"data_offsets\":[0,24]},"
                + "\"bn1.bias\":{\"dtype\":\"F16\",\"shape\":[4],\"data_offsets\":[24,32]},"
                + "\"bn1.mean\":{\"dtype\":\"BF16\",\"shape\":[2],\"data_offsets\":[32,36]},"
                + "\"fc\":{\"dtype\":\"I8\",\"shape\":[2,2],\"data_offsets\":[36,40]},"
                + "\"fc.scale\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[40,48]}}";

    @Property(tries = 1500)
    void changedBytesNeverEscapeAsAnythingButInputException(
            @ForAll @Size(min = 1, max = 4) List<Integer> positions, @ForAll byte value)
            throws IOException {
        byte[] file = sound();
        for (int position : positions) {
            file[Math.floorMod(position, file.length)] = value;
        }
        readAll(file);
    }

    @Property(tries = 300)
    void aFileCutAnywhereNeverEscapesAsAnythingButInputException(
            @ForAll @IntRange(min = 0, max = 400) int length) throws IOException {
        readAll(Arrays.copyOf(sound(), length));
    }

    @Property(tries = 500)
    void digitsOfTheHeaderReplacedNeverEscapeAsAnythingButInputException(
            @ForAll @IntRange(min = 0, max = 40) int nth, @ForAll long number) throws IOException {
        String[] parts = HEADER.split("(?<=\\D)(?=\\d)|(?<=\\d)(?=\\D)", -1);
        int index = 1 + 2 * Math.floorMod(nth, parts.length / 2);
        parts[index] = Long.toString(number);
        readAll(assemble(String.join("", parts)));
    }

    private static byte[] sound() {
        return assemble(HEADER);
    }

    private static byte[] assemble(String header) {
        byte[] json = header.getBytes(StandardCharsets.UTF_8);
        ByteBuffer bytes = ByteBuffer.allocate(8 + json.length + 48);
        return bytes.order(ByteOrder.LITTLE_ENDIAN).putLong(json.length).put(json).array();
    }

    private static void readAll(byte[] bytes) throws IOException {
        TensorEngine.start(1);
        Path path = Files.createTempFile("fuzz", ".safetensors");
        try {
            Files.write(path, bytes);
            try (SafetensorsFile file = SafetensorsFile.open(path);
                    NDManager manager = NDManager.newBaseManager()) {
                for (String name : file.names()) {
                    file.read(name, manager).toFloatArray();
                    file.readFloats(name);
                }
            }
        } catch (InputException expected) {
            // Refused with a message, as it should be.
        } finally {
            Files.delete(path);
        }
    }
}

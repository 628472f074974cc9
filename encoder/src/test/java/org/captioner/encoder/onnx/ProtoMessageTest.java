package org.captioner.encoder.onnx;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.HexFormat;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

/** The examples of protobuf.dev/programming-guides/encoding. */
class ProtoMessageTest {
    @Test
    void anIntegerTakesSevenBitsAByte() throws IOException {
        assertEquals("089601", hex(new ProtoMessage().integer(1, 150)));
        assertEquals("0800", hex(new ProtoMessage().integer(1, 0)));
        assertEquals("08ffffffffffffffffff01", hex(new ProtoMessage().integer(1, -1)));
    }

    @Test
    void textAndMessagesAreLedByTheirLength() throws IOException {
        assertEquals("120774657374696e67", hex(new ProtoMessage().text(2, "testing")));
        ProtoMessage inner = new ProtoMessage().integer(1, 150);
        assertEquals("1a03089601", hex(new ProtoMessage().message(3, inner)));
    }

    @Test
    void numbersAreLittleEndian() throws IOException {
        assertEquals("0d0000803f", hex(new ProtoMessage().number(1, 1f)));
        assertEquals(
                "4a080000803f000000c0", hex(new ProtoMessage().floats(9, new float[] {1, -2})));
    }

    @Property
    void theSizeIsThatOfTheBytes(@ForAll long value, @ForAll String text, @ForAll float[] numbers)
            throws IOException {
        ProtoMessage inner = new ProtoMessage().integer(300, value).text(1, text);
        ProtoMessage message = new ProtoMessage().message(2, inner).floats(9, numbers);
        assertEquals(message.size(), bytes(message).length);
    }

    @Property
    void anIntegerIsReadBackAsItWasWritten(@ForAll long value) throws IOException {
        byte[] bytes = bytes(new ProtoMessage().integer(1, value));
        long read = 0;
        for (int i = 1; i < bytes.length; i++) {
            read |= (bytes[i] & 0x7fL) << (7 * (i - 1));
            assertEquals(i < bytes.length - 1, bytes[i] < 0, "more follows");
        }
        assertEquals(value, read);
    }

    @Test
    void manyNumbersAreWrittenInPieces() throws IOException {
        float[] numbers = new float[40_000];
        numbers[39_999] = 1;
        byte[] bytes = bytes(new ProtoMessage().floats(9, numbers));
        assertEquals(1 + 3 + 160_000, bytes.length);
        byte[] last = {0, 0, (byte) 0x80, 0x3f};
        assertArrayEquals(last, Arrays.copyOfRange(bytes, 160_000, 160_004));
    }

    private static String hex(ProtoMessage message) throws IOException {
        return HexFormat.of().formatHex(bytes(message));
    }

    private static byte[] bytes(ProtoMessage message) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        message.writeTo(out);
        return out.toByteArray();
    }
}

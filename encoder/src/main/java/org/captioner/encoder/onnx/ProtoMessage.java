package org.captioner.encoder.onnx;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * A message in the wire format of <a
 * href="https://protobuf.dev/programming-guides/encoding/">protocol buffers</a>, to be filled field
 * by field and written once.
 *
 * <p>Arrays are kept, not copied, until they are written: a network's weights would else lie in
 * memory twice.
 */
final class ProtoMessage {
    private static final int VARINT = 0;
    private static final int LENGTH_DELIMITED = 2;
    private static final int FIXED32 = 5;
    private static final int BUFFER = 1 << 16;

    private final List<Part> parts = new ArrayList<>();
    private long size;

    /** Bytes that can write themselves. */
    private interface Part {
        void writeTo(OutputStream out) throws IOException;
    }

    /** Adds an integer, enumeration or flag. */
    ProtoMessage integer(int field, long value) {
        tag(field, VARINT);
        varint(value);
        return this;
    }

    ProtoMessage number(int field, float value) {
        tag(field, FIXED32);
        byte[] bits = new byte[Float.BYTES];
        ByteBuffer.wrap(bits).order(ByteOrder.LITTLE_ENDIAN).putFloat(value);
        add(bits);
        return this;
    }

    ProtoMessage text(int field, String value) {
        return bytes(field, value.getBytes(StandardCharsets.UTF_8));
    }

    ProtoMessage bytes(int field, byte[] value) {
        tag(field, LENGTH_DELIMITED);
        varint(value.length);
        add(value);
        return this;
    }

    /** Adds the bytes of float32 numbers, little-endian. */
    ProtoMessage floats(int field, float[] values) {
        long length = (long) values.length * Float.BYTES;
        tag(field, LENGTH_DELIMITED);
        varint(length);
        parts.add(out -> writeFloats(values, out));
        size += length;
        return this;
    }

    /** Adds a message within this one; changing it afterwards has no effect. */
    ProtoMessage message(int field, ProtoMessage message) {
        tag(field, LENGTH_DELIMITED);
        varint(message.size);
        parts.addAll(message.parts);
        size += message.size;
        return this;
    }

    /** Adds the fields of another message to this one. */
    ProtoMessage append(ProtoMessage message) {
        parts.addAll(message.parts);
        size += message.size;
        return this;
    }

    /** Bytes that {@link #writeTo} writes. */
    long size() {
        return size;
    }

    void writeTo(OutputStream out) throws IOException {
        for (Part part : parts) {
            part.writeTo(out);
        }
    }

    private void tag(int field, int wireType) {
        varint((long) field << 3 | wireType);
    }

    /** Seven bits a byte, the lowest first; the top bit says that more follow. */
    private void varint(long value) {
        byte[] bytes = new byte[varintLength(value)];
        long rest = value;
        for (int i = 0; i < bytes.length; i++, rest >>>= 7) {
            bytes[i] = (byte) ((rest & 0x7f) | (i < bytes.length - 1 ? 0x80 : 0));
        }
        add(bytes);
    }

    private static int varintLength(long value) {
        return Math.max(1, (Long.SIZE - Long.numberOfLeadingZeros(value) + 6) / 7);
    }

    private void add(byte[] bytes) {
        parts.add(out -> out.write(bytes));
        size += bytes.length;
    }

    private static void writeFloats(float[] values, OutputStream out) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(BUFFER).order(ByteOrder.LITTLE_ENDIAN);
        for (float value : values) {
            if (!buffer.hasRemaining()) {
                out.write(buffer.array());
                buffer.clear();
            }
            buffer.putFloat(value);
        }
        out.write(buffer.array(), 0, buffer.position());
    }
}

package org.captioner.encoder.tensor;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.DataType;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.Channels;
import java.nio.channels.WritableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import org.captioner.dataset.AtomicFile;

/**
 * Writes tensors as a safetensors file, whole or not at all.
 *
 * <pre>{@code
 * SafetensorsWriter.write(file, tensors, TensorType.F16, Map.of("format", "pt"));
 * }</pre>
 */
public final class SafetensorsWriter {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int ALIGNMENT = 8;

    private SafetensorsWriter() {}

    /**
     * Writes floating-point tensors in the order of the map.
     *
     * @param type F32, F16 or I8, for all tensors; I8 are {@link QuantisedRows}, with scales beside
     *     them under the name of the tensor and {@code .scale}
     * @param metadata strings for the file's {@code __metadata__}; may be empty
     * @throws org.captioner.dataset.InputException if the disk is full or the folder read-only; a
     *     former file of that name is untouched then
     * @throws IllegalArgumentException for another type, an array that is not floating, a value
     *     that F16 cannot hold, or a scalar as I8
     */
    public static void write(
            Path path,
            Map<String, NDArray> tensors,
            TensorType type,
            Map<String, String> metadata) {
        write(path, tensors, name -> type, metadata);
    }

    /** As above with a type for each tensor, so that small vectors can stay precise. */
    public static void write(
            Path path,
            Map<String, NDArray> tensors,
            Function<String, TensorType> typeOf,
            Map<String, String> metadata) {
        byte[] header = header(tensors, typeOf, metadata);
        AtomicFile.write(
                path,
                out -> {
                    ByteBuffer length = ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN);
                    out.write(length.putLong(header.length).array());
                    out.write(header);
                    for (Map.Entry<String, NDArray> tensor : tensors.entrySet()) {
                        String name = tensor.getKey();
                        writeData(name, tensor.getValue(), typeOf.apply(name), out);
                    }
                });
    }

    private static byte[] header(
            Map<String, NDArray> tensors,
            Function<String, TensorType> typeOf,
            Map<String, String> metadata) {
        ObjectNode root = JSON.createObjectNode();
        if (!metadata.isEmpty()) {
            ObjectNode node = root.putObject("__metadata__");
            metadata.forEach(node::put);
        }
        long position = 0;
        for (Map.Entry<String, NDArray> tensor : tensors.entrySet()) {
            String name = tensor.getKey();
            TensorType type = requireWritable(name, tensor.getValue(), typeOf.apply(name));
            long[] sizes = tensor.getValue().getShape().getShape();
            position = describe(root, name, type, sizes, position);
            if (type == TensorType.I8) {
                String scales = name + TensorEntry.SCALES;
                position =
                        describe(root, scales, TensorType.F32, Arrays.copyOf(sizes, 1), position);
            }
        }
        byte[] json = root.toString().getBytes(StandardCharsets.UTF_8);
        byte[] padded = Arrays.copyOf(json, (json.length + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT);
        Arrays.fill(padded, json.length, padded.length, (byte) ' ');
        return padded;
    }

    /** Adds a tensor that begins at a position; returns where it ends. */
    private static long describe(
            ObjectNode root, String name, TensorType type, long[] sizes, long position) {
        ObjectNode node = root.putObject(name);
        node.put("dtype", type.name());
        Arrays.stream(sizes).forEach(node.putArray("shape")::add);
        long end = position + TensorShape.of(sizes).elements() * type.bytes();
        node.putArray("data_offsets").add(position).add(end);
        return end;
    }

    private static TensorType requireWritable(String name, NDArray array, TensorType type) {
        boolean scalar = array.getShape().dimension() == 0;
        if (type != TensorType.F32 && type != TensorType.F16 && (type != TensorType.I8 || scalar)) {
            throw new IllegalArgumentException("cannot write '" + name + "' as " + type);
        }
        if (!array.getDataType().isFloating()) {
            throw new IllegalArgumentException(
                    "cannot write '" + name + "' of type " + array.getDataType());
        }
        return type;
    }

    private static void writeData(String name, NDArray array, TensorType type, OutputStream out)
            throws IOException {
        if (type == TensorType.I8) {
            writeRows(array, out);
            return;
        }
        DataType target = type == TensorType.F16 ? DataType.FLOAT16 : DataType.FLOAT32;
        if (array.getDataType() == target) {
            writeBytes(array, out);
            return;
        }
        try (NDArray converted = array.toType(target, true)) {
            if (type == TensorType.F16) {
                requireFinite(name, array, converted);
            }
            writeBytes(converted, out);
        }
    }

    private static void writeRows(NDArray array, OutputStream out) throws IOException {
        QuantisedRows rows =
                QuantisedRows.of(array.toFloatArray(), Math.toIntExact(array.getShape().get(0)));
        out.write(rows.values());
        ByteBuffer scales =
                ByteBuffer.allocate(rows.scales().length * Float.BYTES)
                        .order(ByteOrder.LITTLE_ENDIAN);
        scales.asFloatBuffer().put(rows.scales());
        out.write(scales.array());
    }

    private static void requireFinite(String name, NDArray array, NDArray half) {
        try (NDArray lost = half.isInfinite();
                NDArray count = lost.sum()) {
            if (count.getLong() > 0) {
                throw new IllegalArgumentException(
                        String.format(
                                Locale.ROOT,
                                "tensor '%s' of shape %s holds values beyond F16's 65504; write it"
                                        + " as F32",
                                name,
                                array.getShape()));
            }
        }
    }

    private static void writeBytes(NDArray array, OutputStream out) throws IOException {
        WritableByteChannel channel = Channels.newChannel(out);
        ByteBuffer bytes = array.toByteBuffer();
        while (bytes.hasRemaining()) {
            channel.write(bytes);
        }
    }
}

package org.captioner.encoder.tensor;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.captioner.dataset.InputException;
import org.jspecify.annotations.Nullable;

/**
 * Reads tensors by name from a <a href="https://github.com/huggingface/safetensors">safetensors</a>
 * file of any size.
 *
 * <p>Nothing in the file is trusted or executed: header length, offsets, shapes and types are
 * checked against the file's size when it is opened. Each tensor is memory-mapped on its own while
 * it is read and copied into native memory that belongs to the engine, so neither the file's size
 * nor the Java heap limits what can be read, and the arrays outlive the file.
 *
 * <pre>{@code
 * try (SafetensorsFile file = SafetensorsFile.open(Path.of("resnet50.safetensors"))) {
 *     NDArray kernel = file.read("conv1.weight", manager); // (64, 3, 7, 7) float32
 * }
 * }</pre>
 *
 * <p>Thread-safe.
 */
public final class SafetensorsFile implements AutoCloseable {
    /** As in the reference implementation; real headers stay below 1 MB. */
    private static final long LARGEST_HEADER = 100_000_000;

    private static final int LENGTH_BYTES = 8;

    private final Path path;
    private final FileChannel channel;
    private final SafetensorsHeader header;
    private final long dataStart;

    private SafetensorsFile(
            Path path, FileChannel channel, SafetensorsHeader header, long dataStart) {
        this.path = path;
        this.channel = channel;
        this.header = header;
        this.dataStart = dataStart;
    }

    /**
     * Opens a file and validates its header.
     *
     * @throws InputException if the file is absent, unreadable or not sound
     */
    public static SafetensorsFile open(Path path) {
        @Nullable FileChannel channel = null;
        try {
            channel = FileChannel.open(path, StandardOpenOption.READ);
            SafetensorsFile file = readHeader(path, channel);
            channel = null;
            return file;
        } catch (NoSuchFileException e) {
            throw new InputException(path + ": no such file; check the path to the weights", e);
        } catch (IOException e) {
            throw unreadable(path, e);
        } finally {
            closeQuietly(channel);
        }
    }

    private static SafetensorsFile readHeader(Path path, FileChannel channel) throws IOException {
        long size = channel.size();
        if (size < LENGTH_BYTES) {
            throw SafetensorsHeader.malformed(path, "it holds only " + size + " bytes");
        }
        long length = readFully(path, channel, 0, LENGTH_BYTES).getLong(0);
        if (length < 0 || length > Math.min(size - LENGTH_BYTES, LARGEST_HEADER)) {
            throw SafetensorsHeader.malformed(
                    path,
                    String.format(
                            Locale.ROOT,
                            "its header claims %s bytes of a file of %d (limit %d)",
                            Long.toUnsignedString(length),
                            size,
                            LARGEST_HEADER));
        }
        byte[] json = readFully(path, channel, LENGTH_BYTES, (int) length).array();
        long dataStart = LENGTH_BYTES + length;
        SafetensorsHeader header = SafetensorsHeader.parse(path, json, size - dataStart);
        return new SafetensorsFile(path, channel, header, dataStart);
    }

    private static ByteBuffer readFully(Path path, FileChannel channel, long position, int length)
            throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
        while (buffer.hasRemaining()) {
            if (channel.read(buffer, position + buffer.position()) < 0) {
                throw SafetensorsHeader.malformed(path, "it ends within its header");
            }
        }
        return buffer.flip();
    }

    public Path path() {
        return path;
    }

    /** The tensors' names in the order of the data. */
    public Set<String> names() {
        return header.entries().keySet();
    }

    public boolean contains(String name) {
        return header.entries().containsKey(name);
    }

    /** The file's {@code __metadata__}, empty if it has none. */
    public Map<String, String> metadata() {
        return header.metadata();
    }

    /**
     * The sizes of a tensor.
     *
     * @throws InputException if there is no such tensor
     */
    public TensorShape shape(String name) {
        return entry(name).shape();
    }

    /**
     * The number format a tensor is stored in.
     *
     * @throws InputException if there is no such tensor
     */
    public TensorType type(String name) {
        return entry(name).type();
    }

    /**
     * Reads a tensor as FLOAT32, widening F16, BF16, and I8 whose rows have scales.
     *
     * @param manager owns the array
     * @throws InputException if there is no such tensor, or it holds other integers or doubles
     */
    public NDArray read(String name, NDManager manager) {
        NDArray stored = readStored(name, manager);
        if (stored.getDataType() == DataType.FLOAT32) {
            return stored;
        }
        try (stored) {
            return stored.toType(DataType.FLOAT32, true);
        }
    }

    /**
     * Reads a tensor as it is stored: F32 as FLOAT32, F16 as FLOAT16; BF16 comes as FLOAT32 because
     * the engine ends the process when it meets BFLOAT16, and I8 because it has no array type for
     * rows with scales.
     *
     * @param manager owns the array
     * @throws InputException as {@link #read}
     */
    public NDArray readStored(String name, NDManager manager) {
        TensorEntry entry = readable(name);
        Shape shape = new Shape(entry.shape().sizes());
        if (entry.shape().elements() == 0) {
            return manager.create(shape, engineType(entry));
        }
        if (entry.type() == TensorType.I8) {
            return manager.create(quantised(entry).widened(), shape);
        }
        ByteBuffer data = map(entry);
        if (entry.type() == TensorType.BF16) {
            data = widenBfloat16(data);
        }
        // create() borrows the buffer; the duplicate is the engine's own, aligned and writable.
        try (NDArray borrowed = manager.create(data, shape, engineType(entry))) {
            return borrowed.duplicate();
        }
    }

    /**
     * Reads a tensor's values into a Java array, widened to float; for users without the engine.
     *
     * @throws InputException as {@link #read}
     */
    public float[] readFloats(String name) {
        TensorEntry entry = readable(name);
        return entry.type() == TensorType.I8 ? quantised(entry).widened() : floats(entry);
    }

    private float[] floats(TensorEntry entry) {
        ByteBuffer data = map(entry);
        float[] values = new float[Math.toIntExact(entry.shape().elements())];
        for (int i = 0; i < values.length; i++) {
            values[i] =
                    switch (entry.type()) {
                        case F32 -> data.getFloat(i * Float.BYTES);
                        case F16 -> Float16.toFloat(data.getShort(i * Short.BYTES));
                        default -> bfloat16(data.getShort(i * Short.BYTES));
                    };
        }
        return values;
    }

    private QuantisedRows quantised(TensorEntry entry) {
        byte[] values = new byte[Math.toIntExact(entry.shape().elements())];
        map(entry).get(values);
        return new QuantisedRows(values, floats(entry.scales().orElseThrow()));
    }

    /** Tensors read before stay valid. */
    @Override
    public void close() {
        closeQuietly(channel);
    }

    private TensorEntry entry(String name) {
        TensorEntry entry = header.entries().get(name);
        if (entry == null) {
            throw new InputException(
                    path + ": holds no tensor '" + name + "'; it is another network's file");
        }
        return entry;
    }

    private TensorEntry readable(String name) {
        TensorEntry entry = entry(name);
        if (!entry.isReadable()) {
            throw new InputException(
                    String.format(
                            Locale.ROOT,
                            "%s: tensor '%s' is %s; only F32, F16, BF16 and I8 with a scale for"
                                    + " each row can be read, convert it first",
                            path,
                            name,
                            entry.type()));
        }
        if (entry.shape().elements() * Float.BYTES > Integer.MAX_VALUE) {
            throw new InputException(
                    String.format(
                            Locale.ROOT,
                            "%s: tensor '%s' of shape %s is larger than 2 GB, the limit for one"
                                    + " tensor",
                            path,
                            name,
                            entry.shape()));
        }
        return entry;
    }

    private ByteBuffer map(TensorEntry entry) {
        try {
            return channel.map(
                            FileChannel.MapMode.READ_ONLY, dataStart + entry.begin(), entry.bytes())
                    .order(ByteOrder.LITTLE_ENDIAN);
        } catch (IOException e) {
            throw unreadable(path, e);
        }
    }

    private static DataType engineType(TensorEntry entry) {
        return entry.type() == TensorType.F16 ? DataType.FLOAT16 : DataType.FLOAT32;
    }

    private static ByteBuffer widenBfloat16(ByteBuffer data) {
        int elements = data.remaining() / Short.BYTES;
        ByteBuffer wide =
                ByteBuffer.allocateDirect(elements * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; i < elements; i++) {
            wide.putFloat(i * Float.BYTES, bfloat16(data.getShort(i * Short.BYTES)));
        }
        return wide;
    }

    /** A bfloat16 is the upper half of a float. */
    private static float bfloat16(short bits) {
        return Float.intBitsToFloat(bits << Short.SIZE);
    }

    private static InputException unreadable(Path path, IOException e) {
        return new InputException(
                path + ": cannot be read, " + e + "; check the path and its permissions", e);
    }

    private static void closeQuietly(@Nullable FileChannel channel) {
        if (channel == null) {
            return;
        }
        try {
            channel.close();
        } catch (IOException ignored) {
            // Nothing was written, so nothing is lost.
        }
    }
}

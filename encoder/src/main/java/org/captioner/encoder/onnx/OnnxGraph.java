package org.captioner.encoder.onnx;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.Map;

/**
 * A graph of operations under construction, as ONNX's {@code GraphProto} (<a
 * href="https://github.com/onnx/onnx/blob/main/onnx/onnx.proto">onnx.proto</a>).
 *
 * <p>Values have names; an operation takes the names of its inputs and returns that of its output.
 * Operations must be added in an order in which each input exists already.
 */
final class OnnxGraph {
    /** Opset 17 came with ONNX 1.12 in 2022; the IR version is the one that goes with it. */
    private static final long IR_VERSION = 8;

    private static final long OPSET = 17;

    /** ONNX Runtime's own operations, for quantised sums. */
    static final String MICROSOFT = "com.microsoft";

    /** The size of an axis that is chosen at run time. */
    private static final String ANY_COUNT = "n";

    private final ProtoMessage nodes = new ProtoMessage();
    private final ProtoMessage initializers = new ProtoMessage();
    private final ProtoMessage values = new ProtoMessage();

    /**
     * Adds an operation of the standard set.
     *
     * @return {@code output}
     */
    String node(String operation, List<String> inputs, String output, OnnxAttribute... attributes) {
        return node("", operation, inputs, output, attributes);
    }

    /** Adds an operation of another domain, such as {@link #MICROSOFT}. */
    String node(
            String domain,
            String operation,
            List<String> inputs,
            String output,
            OnnxAttribute... attributes) {
        ProtoMessage node = new ProtoMessage();
        inputs.forEach(input -> node.text(1, input));
        node.text(2, output).text(3, output).text(4, operation);
        for (OnnxAttribute attribute : attributes) {
            node.message(5, attribute.message());
        }
        if (!domain.isEmpty()) {
            node.text(7, domain);
        }
        nodes.message(1, node);
        return output;
    }

    /** Adds a constant of float32 numbers; the array is kept until the graph is written. */
    String floats(String name, float[] data, long... shape) {
        initializers.message(5, tensor(name, OnnxType.FLOAT, shape).floats(9, data));
        return name;
    }

    /** Adds a constant of 64 bit integers, such as a shape. */
    String longs(String name, long... data) {
        ByteBuffer bytes =
                ByteBuffer.allocate(data.length * Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asLongBuffer().put(data);
        return bytes(name, OnnxType.INT64, bytes.array(), data.length);
    }

    /** Adds a constant from its little-endian bytes. */
    String bytes(String name, OnnxType type, byte[] data, long... shape) {
        initializers.message(5, tensor(name, type, shape).bytes(9, data));
        return name;
    }

    private static ProtoMessage tensor(String name, OnnxType type, long... shape) {
        ProtoMessage tensor = new ProtoMessage();
        for (long size : shape) {
            tensor.integer(1, size);
        }
        return tensor.integer(2, type.number()).text(8, name);
    }

    /** Declares a float32 input of any count of items of the given shape. */
    String input(String name, long... itemShape) {
        values.message(11, value(name, itemShape));
        return name;
    }

    /** Declares an existing value as a float32 output. */
    void output(String name, long... itemShape) {
        values.message(12, value(name, itemShape));
    }

    private static ProtoMessage value(String name, long... itemShape) {
        ProtoMessage shape = new ProtoMessage().message(1, new ProtoMessage().text(2, ANY_COUNT));
        for (long size : itemShape) {
            shape.message(1, new ProtoMessage().integer(1, size));
        }
        ProtoMessage tensor =
                new ProtoMessage().integer(1, OnnxType.FLOAT.number()).message(2, shape);
        return new ProtoMessage().text(1, name).message(2, new ProtoMessage().message(1, tensor));
    }

    /**
     * The complete file, a {@code ModelProto}.
     *
     * @param name of the graph, for people
     * @param metadata free text by key, kept in the file
     */
    ProtoMessage model(String name, Map<String, String> metadata) {
        ProtoMessage graph = new ProtoMessage();
        graph.append(nodes).text(2, name).append(initializers).append(values);
        ProtoMessage model = new ProtoMessage().integer(1, IR_VERSION).text(2, "captioner");
        model.message(7, graph);
        model.message(8, new ProtoMessage().text(1, "").integer(2, OPSET));
        model.message(8, new ProtoMessage().text(1, MICROSOFT).integer(2, 1));
        metadata.forEach(
                (key, value) -> model.message(14, new ProtoMessage().text(1, key).text(2, value)));
        return model;
    }
}

package org.captioner.encoder.onnx;

/** A named setting of a node, as its message {@code AttributeProto}. */
record OnnxAttribute(ProtoMessage message) {
    private static final int NAME = 1;
    private static final int INTEGER = 3;
    private static final int INTEGERS = 8;
    private static final int TYPE = 20;
    private static final int TYPE_INTEGER = 2;
    private static final int TYPE_INTEGERS = 7;

    static OnnxAttribute of(String name, long value) {
        return new OnnxAttribute(
                new ProtoMessage()
                        .text(NAME, name)
                        .integer(INTEGER, value)
                        .integer(TYPE, TYPE_INTEGER));
    }

    static OnnxAttribute of(String name, long... values) {
        ProtoMessage message = new ProtoMessage().text(NAME, name);
        for (long value : values) {
            message.integer(INTEGERS, value);
        }
        return new OnnxAttribute(message.integer(TYPE, TYPE_INTEGERS));
    }
}

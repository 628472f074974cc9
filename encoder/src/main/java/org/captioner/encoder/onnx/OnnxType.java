package org.captioner.encoder.onnx;

/** Element types, numbered as in {@code TensorProto.DataType}. */
enum OnnxType {
    FLOAT(1),
    UINT8(2),
    INT8(3),
    INT32(6),
    INT64(7);

    private final int number;

    OnnxType(int number) {
        this.number = number;
    }

    int number() {
        return number;
    }
}

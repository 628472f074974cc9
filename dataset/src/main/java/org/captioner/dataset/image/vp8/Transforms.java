package org.captioner.dataset.image.vp8;

/** The inverse transforms (RFC 6386, section 14), in exact integer arithmetic. */
final class Transforms {
    private Transforms() {}

    /** Inverts the Walsh-Hadamard transform of the plane of DCs into the luma's 16 subblocks. */
    static void spreadDcs(short[] coefficients, int from) {
        int[] columns = new int[16];
        for (int i = 0; i < 4; i++) {
            int a = coefficients[from + i] + coefficients[from + 12 + i];
            int b = coefficients[from + 4 + i] + coefficients[from + 8 + i];
            int c = coefficients[from + 4 + i] - coefficients[from + 8 + i];
            int d = coefficients[from + i] - coefficients[from + 12 + i];
            columns[i] = a + b;
            columns[4 + i] = d + c;
            columns[8 + i] = a - b;
            columns[12 + i] = d - c;
        }
        for (int i = 0; i < 4; i++) {
            int rounded = columns[4 * i] + 3;
            int a = rounded + columns[4 * i + 3];
            int b = columns[4 * i + 1] + columns[4 * i + 2];
            int c = columns[4 * i + 1] - columns[4 * i + 2];
            int d = rounded - columns[4 * i + 3];
            int to = 64 * i;
            coefficients[to] = (short) ((a + b) >> 3);
            coefficients[to + 16] = (short) ((d + c) >> 3);
            coefficients[to + 32] = (short) ((a - b) >> 3);
            coefficients[to + 48] = (short) ((d - c) >> 3);
        }
    }

    /** Adds the inverse cosine transform of a subblock to its prediction in a plane. */
    static void addCosines(short[] in, int from, byte[] plane, int to, int stride) {
        int[] columns = new int[16];
        for (int i = 0; i < 4; i++) {
            int a = in[from + i] + in[from + 8 + i];
            int b = in[from + i] - in[from + 8 + i];
            int c = bySine(in[from + 4 + i]) - byCosine(in[from + 12 + i]);
            int d = byCosine(in[from + 4 + i]) + bySine(in[from + 12 + i]);
            columns[4 * i] = a + d;
            columns[4 * i + 1] = b + c;
            columns[4 * i + 2] = b - c;
            columns[4 * i + 3] = a - d;
        }
        for (int i = 0; i < 4; i++) {
            int rounded = columns[i] + 4;
            int a = rounded + columns[8 + i];
            int b = rounded - columns[8 + i];
            int c = bySine(columns[4 + i]) - byCosine(columns[12 + i]);
            int d = byCosine(columns[4 + i]) + bySine(columns[12 + i]);
            int row = to + i * stride;
            add(plane, row, a + d);
            add(plane, row + 1, b + c);
            add(plane, row + 2, b - c);
            add(plane, row + 3, a - d);
        }
    }

    private static void add(byte[] plane, int at, int eighths) {
        plane[at] = (byte) clamp((plane[at] & 0xff) + (eighths >> 3));
    }

    /** sqrt(2) cos(pi / 8) in 16-bit fixed point. */
    private static int byCosine(int value) {
        return ((value * 20091) >> 16) + value;
    }

    /** sqrt(2) sin(pi / 8) in 16-bit fixed point. */
    private static int bySine(int value) {
        return (value * 35468) >> 16;
    }

    static int clamp(int value) {
        return Math.max(0, Math.min(255, value));
    }
}

package org.captioner.encoder.transform;

/**
 * One dimension of a resize: {@code source} samples, {@code before} imagined ones in front of them
 * and as many behind as make {@code padded}, are resized to {@code resized} samples, of which
 * {@code kept} from {@code first} on are wanted.
 */
record Axis(int source, int before, int padded, long resized, long first, int kept) {
    static Axis whole(int source, int size) {
        return new Axis(source, 0, source, size, 0, size);
    }

    static Axis padded(int source, int padded, int size) {
        return new Axis(source, (padded - source) / 2, padded, size, 0, size);
    }

    /** The middle {@code size} samples; halves are rounded to even, as Python's {@code round}. */
    static Axis cropped(int source, long resized, int size) {
        long first = (long) Math.rint((resized - size) / 2.0);
        return new Axis(source, 0, source, resized, first, size);
    }

    /** Whether every sample stays what it is and where it is. */
    boolean isIdentity() {
        return source == padded && source == resized && source == kept;
    }
}

package org.captioner.dataset.image.vp8;

/**
 * The loop filter across one edge (RFC 6386, sections 15.2 and 15.3). Samples p3 p2 p1 p0 lie
 * before the edge, q0 q1 q2 q3 behind it, {@code across} apart.
 */
final class EdgeFilter {
    /** Between macroblocks the limit is this much higher. */
    private static final int OUTER = 4;

    private final byte[] s;
    private final FilterStrengths.Kind kind;
    private final FilterStrengths.Strength strength;

    EdgeFilter(byte[] samples, FilterStrengths.Kind kind, FilterStrengths.Strength strength) {
        this.s = samples;
        this.kind = kind;
        this.strength = strength;
    }

    /** Filters the edge between two macroblocks, which begins at {@code from}. */
    void outer(int from, int across, int along, int length) {
        int limit = 2 * (strength.limit() + OUTER) + 1;
        for (int i = 0, q = from; i < length; i++, q += along) {
            if (!isFlat(q, across, limit)) {
                continue;
            }
            if (kind == FilterStrengths.Kind.SIMPLE || isHighVariance(q, across)) {
                two(q, across);
            } else {
                six(q, across);
            }
        }
    }

    /** Filters an edge between subblocks. */
    void inner(int from, int across, int along, int length) {
        int limit = 2 * strength.limit() + 1;
        for (int i = 0, q = from; i < length; i++, q += along) {
            if (!isFlat(q, across, limit)) {
                continue;
            }
            if (kind == FilterStrengths.Kind.SIMPLE || isHighVariance(q, across)) {
                two(q, across);
            } else {
                four(q, across);
            }
        }
    }

    private boolean isFlat(int q, int d, int limit) {
        if (4 * distance(q - d, q) + distance(q - 2 * d, q + d) > limit) {
            return false;
        }
        if (kind == FilterStrengths.Kind.SIMPLE) {
            return true;
        }
        int interior = strength.interior();
        return distance(q - 4 * d, q - 3 * d) <= interior
                && distance(q - 3 * d, q - 2 * d) <= interior
                && distance(q - 2 * d, q - d) <= interior
                && distance(q + 3 * d, q + 2 * d) <= interior
                && distance(q + 2 * d, q + d) <= interior
                && distance(q + d, q) <= interior;
    }

    private boolean isHighVariance(int q, int d) {
        return distance(q - 2 * d, q - d) > strength.highVariance()
                || distance(q + d, q) > strength.highVariance();
    }

    private void two(int q, int d) {
        int a = 3 * (at(q) - at(q - d)) + signed(at(q - 2 * d) - at(q + d));
        add(q - d, eighth(a + 3));
        add(q, -eighth(a + 4));
    }

    private void four(int q, int d) {
        int a = 3 * (at(q) - at(q - d));
        int a1 = eighth(a + 4);
        int a2 = eighth(a + 3);
        int a3 = (a1 + 1) >> 1;
        add(q - 2 * d, a3);
        add(q - d, a2);
        add(q, -a1);
        add(q + d, -a3);
    }

    private void six(int q, int d) {
        int a = signed(3 * (at(q) - at(q - d)) + signed(at(q - 2 * d) - at(q + d)));
        int a1 = (27 * a + 63) >> 7;
        int a2 = (18 * a + 63) >> 7;
        int a3 = (9 * a + 63) >> 7;
        add(q - 3 * d, a3);
        add(q - 2 * d, a2);
        add(q - d, a1);
        add(q, -a1);
        add(q + d, -a2);
        add(q + 2 * d, -a3);
    }

    private int at(int index) {
        return s[index] & 0xff;
    }

    private int distance(int a, int b) {
        return Math.abs(at(a) - at(b));
    }

    private void add(int index, int change) {
        s[index] = (byte) Transforms.clamp(at(index) + change);
    }

    private static int signed(int value) {
        return Math.max(-128, Math.min(127, value));
    }

    private static int eighth(int value) {
        return Math.max(-16, Math.min(15, value >> 3));
    }
}

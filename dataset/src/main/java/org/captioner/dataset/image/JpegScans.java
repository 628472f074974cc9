package org.captioner.dataset.image;

import java.util.Arrays;

/**
 * Which bits of which coefficients the scans of a JPEG have brought so far. A progressive picture
 * that lacks its last scans still decodes, only coarser.
 */
final class JpegScans {
    private static final int COEFFICIENTS = 64;
    private static final int NOTHING = -1;

    private final int[] components;

    // The lowest bit known of each coefficient, (component, coefficient).
    private final int[][] lowestBits;

    /**
     * @param components ids as the frame header lists them
     */
    JpegScans(int[] components) {
        this.components = components;
        this.lowestBits = new int[components.length][COEFFICIENTS];
        for (int[] bits : lowestBits) {
            Arrays.fill(bits, NOTHING);
        }
    }

    /** Notes the scan whose header, a SOS segment without its length, is in these bytes. */
    void add(byte[] bytes, int from, int end) {
        int count = from < end ? bytes[from] & 0xff : 0;
        int parameters = from + 1 + 2 * count;
        if (parameters + 3 > end) {
            return;
        }
        int first = bytes[parameters] & 0xff;
        int last = Math.min(COEFFICIENTS - 1, bytes[parameters + 1] & 0xff);
        int lowestBit = bytes[parameters + 2] & 15;
        for (int i = 0; i < count; i++) {
            int id = bytes[from + 1 + 2 * i] & 0xff;
            for (int c = 0; c < components.length; c++) {
                if (components[c] == id && first <= last) {
                    Arrays.fill(lowestBits[c], first, last + 1, lowestBit);
                }
            }
        }
    }

    /** Whether every coefficient of every component is known to its last bit. */
    boolean areComplete() {
        return Arrays.stream(lowestBits).flatMapToInt(Arrays::stream).allMatch(bit -> bit == 0);
    }
}

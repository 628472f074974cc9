package org.captioner.dataset.image.vp8l;

import java.io.IOException;
import java.util.Arrays;

/** The prefix codes of a picture, five for each of its regions (RFC 9649, sections 3.6 and 3.7). */
final class EntropyCodes {
    static final int GREEN = 0;
    static final int RED = 1;
    static final int BLUE = 2;
    static final int ALPHA = 3;
    static final int DISTANCE = 4;

    /** Symbols of the first code: values of green, lengths, and places in the colour cache. */
    static final int LITERALS = 256;

    static final int LENGTHS = 24;
    private static final int DISTANCES = 40;

    private final PrefixCode[][] groups;
    private final int[] regions;
    private final int regionBits;
    private final int regionColumns;

    private EntropyCodes(PrefixCode[][] groups, int[] regions, int regionBits, int width) {
        this.groups = groups;
        this.regions = regions;
        this.regionBits = regionBits;
        this.regionColumns = Vp8lPicture.blocks(width, regionBits);
    }

    /** Reads the codes of a picture that has one region. */
    static EntropyCodes readOne(LsbBits bits, int cacheSize, int width) throws IOException {
        return new EntropyCodes(
                new PrefixCode[][] {readGroup(bits, cacheSize)}, new int[0], 0, width);
    }

    /**
     * Reads the codes of a picture of several regions.
     *
     * @param pixels a picture with the group of each region's codes in red and green
     */
    static EntropyCodes read(LsbBits bits, int cacheSize, int[] pixels, int regionBits, int width)
            throws IOException {
        int[] regions = new int[pixels.length];
        for (int i = 0; i < pixels.length; i++) {
            regions[i] = pixels[i] >> 8 & 0xffff;
        }
        int last = Arrays.stream(regions).max().orElse(0);
        boolean[] used = new boolean[last + 1];
        for (int region : regions) {
            used[region] = true;
        }
        PrefixCode[][] groups = new PrefixCode[last + 1][];
        for (int i = 0; i <= last; i++) {
            PrefixCode[] group = readGroup(bits, cacheSize);
            // A stream may state groups that no region uses; they are not held.
            groups[i] = used[i] ? group : new PrefixCode[0];
        }
        return new EntropyCodes(groups, regions, regionBits, width);
    }

    private static PrefixCode[] readGroup(LsbBits bits, int cacheSize) throws IOException {
        return new PrefixCode[] {
            PrefixCode.read(bits, LITERALS + LENGTHS + cacheSize),
            PrefixCode.read(bits, 256),
            PrefixCode.read(bits, 256),
            PrefixCode.read(bits, 256),
            PrefixCode.read(bits, DISTANCES)
        };
    }

    /** The five codes of the region in which a pixel lies. */
    PrefixCode[] at(int x, int y) {
        if (regions.length == 0) {
            return groups[0];
        }
        return groups[regions[(y >> regionBits) * regionColumns + (x >> regionBits)]];
    }
}

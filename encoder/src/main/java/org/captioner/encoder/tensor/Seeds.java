package org.captioner.encoder.tensor;

import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;

/**
 * Seeds for every purpose and step, derived from the one the user gave.
 *
 * <p>The engine's generator cannot be saved. Seeding it afresh before each step from the step's
 * number makes a resumed run draw what an uninterrupted one would have drawn.
 */
public final class Seeds {
    private Seeds() {}

    /** Mixes well: neighbouring seeds, purposes and numbers give unrelated results. */
    public static long derive(long seed, String purpose, long number) {
        CRC32 crc = new CRC32();
        crc.update(purpose.getBytes(StandardCharsets.UTF_8));
        return mix(mix(seed + 0x9E3779B97F4A7C15L * crc.getValue()) + number);
    }

    /** The finaliser of SplitMix64 (Steele et al. 2014). */
    private static long mix(long value) {
        long z = (value ^ (value >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }
}

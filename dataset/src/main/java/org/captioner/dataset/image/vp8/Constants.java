package org.captioner.dataset.image.vp8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** The tables of RFC 6386, read once from the resource {@code constants.txt}. */
final class Constants {
    static final int MODES = 10;
    static final int PLANES = 4;
    static final int BANDS = 8;
    static final int CONTEXTS = 3;
    static final int NODES = 11;

    private static final int MODE_PROBABILITIES = MODES * MODES * (MODES - 1);
    private static final int COEFFICIENT_PROBABILITIES = PLANES * BANDS * CONTEXTS * NODES;
    private static final int STEPS = 128;

    /** (above, left, node) = (10, 10, 9); section 11.5. */
    static final int[] SUBBLOCK_MODES;

    /** (plane, band, context, node) = (4, 8, 3, 11); section 13.4. */
    static final int[] COEFFICIENT_UPDATES;

    /** (plane, band, context, node) = (4, 8, 3, 11); section 13.5. */
    static final int[] COEFFICIENTS;

    /** By quantiser index; section 14.1. */
    static final int[] DC_STEPS;

    /** By quantiser index; section 14.1. */
    static final int[] AC_STEPS;

    static {
        int[] all = numbers();
        int at = 0;
        SUBBLOCK_MODES = Arrays.copyOfRange(all, at, at += MODE_PROBABILITIES);
        COEFFICIENT_UPDATES = Arrays.copyOfRange(all, at, at += COEFFICIENT_PROBABILITIES);
        COEFFICIENTS = Arrays.copyOfRange(all, at, at += COEFFICIENT_PROBABILITIES);
        DC_STEPS = Arrays.copyOfRange(all, at, at += STEPS);
        AC_STEPS = Arrays.copyOfRange(all, at, at + STEPS);
    }

    private Constants() {}

    private static int[] numbers() {
        try (InputStream in = Constants.class.getResourceAsStream("constants.txt");
                BufferedReader lines =
                        new BufferedReader(new InputStreamReader(in, StandardCharsets.US_ASCII))) {
            return lines.lines()
                    .filter(line -> !line.isEmpty() && !line.startsWith("#"))
                    .flatMap(line -> Arrays.stream(line.split(" ")))
                    .mapToInt(Integer::parseInt)
                    .toArray();
        } catch (IOException e) {
            throw new UncheckedIOException("the tables of VP8 are missing", e);
        }
    }
}

package org.captioner.decoder.network;

import org.captioner.dataset.InputException;

/**
 * What a decoder has to fit on both sides: the grid it looks at and the words it says.
 *
 * @param cells cells of the grid, 49 for 7x7
 * @param channels features per cell, 2048 for ResNet-50's last stage
 * @param vocabulary words, markers included
 * @param maximumLength the longest sentence in words, the end marker not counted
 */
public record DecoderShape(int cells, int channels, int vocabulary, int maximumLength) {
    public DecoderShape {
        requirePositive("cells", cells);
        requirePositive("channels", channels);
        requirePositive("vocabulary", vocabulary);
        requirePositive("maximumLength", maximumLength);
    }

    static void requirePositive(String name, int value) {
        if (value < 1) {
            throw new InputException(name + " is " + value + "; it must be at least 1");
        }
    }

    static void requireRate(String name, double value) {
        if (!(value >= 0 && value < 1)) {
            throw new InputException(name + " is " + value + "; it must be in [0, 1)");
        }
    }
}

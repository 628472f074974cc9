package org.captioner.decoder.network;

import org.captioner.dataset.InputException;

/**
 * What a decoder has to fit on both sides: the grid of features and the vocabulary.
 *
 * @param rows of the grid
 * @param columns of the grid
 * @param channels features per cell, 2048 for ResNet-50's last stage
 * @param vocabulary words, markers included
 * @param maximumLength the longest sentence in words, the end marker not counted
 */
public record DecoderShape(int rows, int columns, int channels, int vocabulary, int maximumLength) {
    public DecoderShape {
        requirePositive("rows", rows);
        requirePositive("columns", columns);
        requirePositive("channels", channels);
        requirePositive("vocabulary", vocabulary);
        requirePositive("maximumLength", maximumLength);
    }

    /** Cells of the grid, row by row. */
    public int cells() {
        return Math.multiplyExact(rows, columns);
    }

    private static void requirePositive(String name, int value) {
        if (value < 1) {
            throw new InputException(name + " is " + value + "; it must be at least 1");
        }
    }
}

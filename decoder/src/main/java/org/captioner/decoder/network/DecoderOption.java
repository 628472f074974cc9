package org.captioner.decoder.network;

import java.util.Locale;
import org.captioner.dataset.InputException;

/**
 * A size or rate that a kind of decoder can be given: what command lines and help show.
 *
 * @param name as in {@code model.json}, such as {@code attentionWidth}
 * @param description for help, without a full stop
 * @param type of its values, {@code Integer} or {@code Double}
 * @param usual the default
 */
public record DecoderOption<T extends Number>(
        String name, String description, Class<T> type, T usual) {
    /** An option that is a count. */
    public static DecoderOption<Integer> count(String name, String description, int usual) {
        return new DecoderOption<>(name, description, Integer.class, usual);
    }

    /** Width of word vectors and hidden states, which every decoder has. */
    public static DecoderOption<Integer> width(int usual) {
        return count("width", "Width of word vectors and hidden states", usual);
    }

    /** Width of additive attention. */
    public static DecoderOption<Integer> attentionWidth(int usual) {
        return count(
                "attentionWidth",
                "Width in which attention compares hidden state and cells",
                usual);
    }

    /** Dropout, which every decoder has. */
    public static DecoderOption<Double> dropout(double usual) {
        return new DecoderOption<>(
                "dropout", "Share of activations dropped while training", Double.class, usual);
    }

    /** The name on a command line: {@code --attention-width}. */
    public String flag() {
        return "--" + name.replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT);
    }

    /**
     * Refuses what is no count.
     *
     * @throws InputException if {@code value} is below 1
     */
    public static void requirePositive(String name, int value) {
        if (value < 1) {
            throw new InputException(name + " is " + value + "; it must be at least 1");
        }
    }

    /**
     * Refuses what is no rate.
     *
     * @throws InputException if {@code value} is outside of [0, 1)
     */
    public static void requireRate(String name, double value) {
        if (!(value >= 0 && value < 1)) {
            throw new InputException(name + " is " + value + "; it must be in [0, 1)");
        }
    }
}

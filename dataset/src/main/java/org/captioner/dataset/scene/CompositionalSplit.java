package org.captioner.dataset.scene;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.captioner.dataset.Split;

/**
 * Which colours of which shapes are withheld from training, so that a captioner can be right about
 * held-out scenes only by taking colour and shape apart.
 *
 * <table>
 * <caption>Pairs in no training picture</caption>
 * <tr><td>dev</td><td>orange circle, purple square, black triangle</td></tr>
 * <tr><td>test</td><td>red star, yellow cross, green square, blue triangle</td></tr>
 * </table>
 *
 * <p>Every dev scene holds one object of dev's pairs, every test scene one of test's; the other
 * object is one that training knows. Each colour and each shape occurs in training with at least
 * four others.
 */
public final class CompositionalSplit {
    /** A colour together with a shape. */
    public record Pair(Colour colour, Shape shape) {}

    private static final Map<Split, List<Pair>> WITHHELD = new EnumMap<>(Split.class);

    static {
        WITHHELD.put(Split.TRAIN, List.of());
        WITHHELD.put(
                Split.DEV,
                List.of(
                        new Pair(Colour.ORANGE, Shape.CIRCLE),
                        new Pair(Colour.PURPLE, Shape.SQUARE),
                        new Pair(Colour.BLACK, Shape.TRIANGLE)));
        WITHHELD.put(
                Split.TEST,
                List.of(
                        new Pair(Colour.RED, Shape.STAR),
                        new Pair(Colour.YELLOW, Shape.CROSS),
                        new Pair(Colour.GREEN, Shape.SQUARE),
                        new Pair(Colour.BLUE, Shape.TRIANGLE)));
    }

    private CompositionalSplit() {}

    /** The pairs that only this split shows; none for training. */
    public static List<Pair> withheldFor(Split split) {
        return Objects.requireNonNull(WITHHELD.get(split), split::label);
    }

    /** The one split that shows this pair as something new, or training if all may show it. */
    static Split home(Colour colour, Shape shape) {
        Pair pair = new Pair(colour, shape);
        return WITHHELD.entrySet().stream()
                .filter(entry -> entry.getValue().contains(pair))
                .map(Map.Entry::getKey)
                .findFirst()
                .orElse(Split.TRAIN);
    }
}

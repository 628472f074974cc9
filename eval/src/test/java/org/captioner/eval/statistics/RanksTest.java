package org.captioner.eval.statistics;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class RanksTest {
    @Test
    void equalNumbersShareTheMeanOfTheirRanks() {
        assertArrayEquals(
                new double[] {1, 2.5, 2.5, 4, 6, 5}, MidRanks.of(new double[] {1, 2, 2, 3, 5, 4}));
        assertThrows(
                IllegalArgumentException.class, () -> MidRanks.of(new double[] {1, Double.NaN}));
    }

    /** Golden value of scipy.stats.spearmanr, SciPy 1.17.1. */
    @Test
    void correlatesAsScipyDoes() {
        double[] x = {1, 2, 2, 3, 5, 4, 9, 9};
        double[] y = {2, 1, 4, 4, 3, 8, 7, 6};
        assertEquals(0.6606181932830061, Spearman.of(x, y), 1e-12);
    }

    @Property(tries = 100)
    void aFallingFunctionTurnsTheCorrelationRound(@ForAll @Size(min = 3, max = 20) int[] numbers) {
        double[] x = Arrays.stream(numbers).asDoubleStream().toArray();
        double[] turned = Arrays.stream(x).map(value -> 1 - 2 * value).toArray();
        double expected = Arrays.stream(x).distinct().count() < 2 ? Double.NaN : -1;
        assertEquals(expected, Spearman.of(x, turned), 1e-9);
    }

    @Test
    void aConstantListHasNoCorrelation() {
        assertTrue(Double.isNaN(Spearman.of(new double[] {1, 1, 1}, new double[] {1, 2, 3})));
        assertThrows(
                IllegalArgumentException.class,
                () -> Spearman.of(new double[] {1}, new double[] {1, 2}));
    }

    @Property(tries = 200)
    void theAreaIsTheShareOfPairsInOrder(
            @ForAll @Size(min = 1, max = 12) int[] positives,
            @ForAll @Size(min = 1, max = 12) int[] negatives) {
        double[] high = Arrays.stream(positives).mapToDouble(value -> value % 5).toArray();
        double[] low = Arrays.stream(negatives).mapToDouble(value -> value % 5).toArray();
        double wins = 0;
        for (double a : high) {
            for (double b : low) {
                wins += a > b ? 1 : a == b ? 0.5 : 0;
            }
        }
        assertEquals(wins / high.length / low.length, RocArea.of(high, low), 1e-9);
    }
}

package org.captioner.eval.human;

import static org.junit.jupiter.api.Assertions.assertEquals;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

import org.junit.jupiter.api.Test;

class KendallTauTest {
    // Golden values: counted pair by pair in Python, with the formulas of scipy's documentation.
    @Test
    void tiedListsGiveTheValuesOfTheDefinitions() {
        KendallTau tau =
                KendallTau.compute(
                        new double[] {12, 2, 1, 12, 2, 5, 7, 7},
                        new double[] {1, 4, 7, 1, 0, 3, 3, 9});
        assertEquals(-0.31378581622109447, tau.b(), 1e-12);
        assertEquals(-0.3125, tau.c(), 1e-12);
    }

    @Test
    void equalOrderIsOneAndReversedOrderIsMinusOne() {
        double[] x = {1, 2, 3, 4};
        assertEquals(1, KendallTau.compute(x, x).b(), 1e-12);
        assertEquals(1, KendallTau.compute(x, x).c(), 1e-12);
        assertEquals(-1, KendallTau.compute(x, new double[] {4, 3, 2, 1}).b(), 1e-12);
    }

    @Property(tries = 300)
    void countingPairsOneByOneGivesTheSame(
            @ForAll @Size(min = 2, max = 40) int[] first,
            @ForAll @IntRange(min = 2, max = 9) int values) {
        double[] x = new double[first.length];
        double[] y = new double[first.length];
        for (int i = 0; i < first.length; i++) {
            x[i] = Math.floorMod(first[i], values);
            y[i] = Math.floorMod(first[i] / 16, values);
        }
        long balance = 0;
        long untiedX = 0;
        long untiedY = 0;
        for (int i = 0; i < x.length; i++) {
            for (int j = 0; j < i; j++) {
                double sign = Math.signum(x[i] - x[j]) * Math.signum(y[i] - y[j]);
                balance += (long) sign;
                untiedX += x[i] == x[j] ? 0 : 1;
                untiedY += y[i] == y[j] ? 0 : 1;
            }
        }
        double expected = balance / Math.sqrt((double) untiedX) / Math.sqrt((double) untiedY);
        assertEquals(expected, KendallTau.compute(x, y).b(), 1e-12);
    }
}

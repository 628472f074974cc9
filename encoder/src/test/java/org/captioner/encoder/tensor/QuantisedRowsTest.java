package org.captioner.encoder.tensor;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.FloatRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class QuantisedRowsTest {
    @Test
    void eachRowUsesTheWholeRangeOfEightBits() {
        QuantisedRows rows = QuantisedRows.of(new float[] {0.5f, -1, 0.25f, 0, 0, 0}, 2);
        assertArrayEquals(new byte[] {64, -127, 32, 0, 0, 0}, rows.values());
        assertEquals(1f / 127, rows.scales()[0]);
        assertEquals(1, rows.scales()[1], "a row of zeros may have any scale but 0");
        assertArrayEquals(new float[] {64f / 127, -1, 32f / 127, 0, 0, 0}, rows.widened(), 1e-7f);
    }

    @Test
    void aTensorWithoutElementsHasNone() {
        assertEquals(0, QuantisedRows.of(new float[0], 0).widened().length);
        assertEquals(0, QuantisedRows.of(new float[0], 3).widened().length);
    }

    @Property(tries = 300)
    void noWeightMovesByMoreThanHalfAStep(
            @ForAll @Size(12) List<@FloatRange(min = -3e38f, max = 3e38f) Float> drawn) {
        float[] weights = array(drawn);
        QuantisedRows rows = QuantisedRows.of(weights, 3);
        float[] widened = rows.widened();
        for (int i = 0; i < weights.length; i++) {
            double step = rows.scales()[i / 4];
            assertTrue(
                    Math.abs((double) weights[i] - widened[i]) <= step * (0.5 + 1e-4),
                    weights[i] + " became " + widened[i]);
        }
    }

    @Property(tries = 300)
    void whatIsWidenedIsRoundedToItself(
            @ForAll @Size(12) List<@FloatRange(min = -100, max = 100) Float> drawn) {
        float[] once = QuantisedRows.of(array(drawn), 3).widened();
        assertArrayEquals(once, QuantisedRows.of(once, 3).widened(), 1e-4f);
    }

    private static float[] array(List<Float> values) {
        float[] array = new float[values.size()];
        for (int i = 0; i < array.length; i++) {
            array[i] = values.get(i);
        }
        return array;
    }
}

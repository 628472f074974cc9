package org.captioner.encoder.tensor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import java.nio.ByteBuffer;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class Float16Test {
    @Test
    void everyHalfSurvivesWideningAndRounding() {
        for (int bits = 0; bits < 1 << 16; bits++) {
            float wide = Float16.toFloat((short) bits);
            if (!Float.isNaN(wide)) {
                assertEquals((short) bits, Float16.fromFloat(wide), Integer.toHexString(bits));
            }
        }
    }

    @Test
    void knownValuesAreThoseOfTheStandard() {
        assertEquals(0x3c00, Float16.fromFloat(1f));
        assertEquals((short) 0xc000, Float16.fromFloat(-2f));
        assertEquals(0x7bff, Float16.fromFloat(65504f));
        assertEquals(0x7c00, Float16.fromFloat(65520f));
        assertEquals(0x0001, Float16.fromFloat(0x1p-24f));
        assertEquals(0x0000, Float16.fromFloat(0x1p-25f), "a tie at the bottom goes to even");
        assertEquals((short) 0x8000, Float16.fromFloat(-0f));
        assertEquals(0x3555, Float16.fromFloat(1f / 3));
        assertTrue(Float.isNaN(Float16.toFloat(Float16.fromFloat(Float.NaN))));
    }

    @Property
    void roundingIsBothConversions(@ForAll int bits) {
        for (float value :
                new float[] {Float.intBitsToFloat(bits), Float16.toFloat((short) bits)}) {
            float both = Float16.toFloat(Float16.fromFloat(value));
            assertEquals(Float.floatToIntBits(both), Float.floatToIntBits(Float16.round(value)));
        }
    }

    @Property(tries = 200)
    void roundingEqualsThatOfTheEngine(@ForAll int seed) {
        TensorEngine.start(1);
        float[] values = new float[512];
        java.util.Random random = new java.util.Random(seed);
        for (int i = 0; i < values.length; i++) {
            float value = Float.intBitsToFloat(random.nextInt());
            values[i] =
                    Float.isNaN(value)
                            ? 0
                            : i % 2 == 0 ? value : (float) (random.nextGaussian() * 1e-5);
        }
        try (NDManager manager = NDManager.newBaseManager();
                NDArray half = manager.create(values).toType(DataType.FLOAT16, true)) {
            ByteBuffer engine = half.toByteBuffer();
            for (float value : values) {
                assertEquals(engine.getShort(), Float16.fromFloat(value), () -> "of " + value);
            }
        }
    }
}

package org.captioner.encoder.resnet;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class QuantisedKernelTest {
    @Test
    void eachChannelUsesTheWholeRangeOfEightBits() {
        Convolution convolution = Convolution.of("c", "n", 3, 2, 1, 1);
        float[] kernel = {0.5f, -1, 0.25f, 0, 0, 0};
        QuantisedKernel quantised =
                QuantisedKernel.of(new FoldedConvolution(convolution, kernel, new float[] {1, 2}));
        assertArrayEquals(new byte[] {64, -127, 32, 0, 0, 0}, quantised.values());
        assertEquals(1f / 127, quantised.scales()[0]);
        assertEquals(1, quantised.scales()[1], "a channel of zeros may have any scale but 0");
    }
}

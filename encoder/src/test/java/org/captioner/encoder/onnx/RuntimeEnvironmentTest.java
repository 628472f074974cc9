package org.captioner.encoder.onnx;

import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class RuntimeEnvironmentTest {
    @Test
    void thereIsOneEnvironmentAndItOutlivesTheShutdownHookOfItsLibrary() {
        assertSame(RuntimeEnvironment.get(), RuntimeEnvironment.get());
        assertTrue(
                RuntimeEnvironment.retain(),
                "this version of ONNX Runtime has other names for its environment's handle");
    }
}

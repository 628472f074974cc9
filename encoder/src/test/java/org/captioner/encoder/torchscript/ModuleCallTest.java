package org.captioner.encoder.torchscript;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import ai.djl.engine.EngineException;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.engine.PtNDManager;
import ai.djl.pytorch.jni.IValue;
import ai.djl.pytorch.jni.JniUtils;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.captioner.encoder.tensor.TensorEngine;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class ModuleCallTest {
    private static final String METHODS =
            """
              def twice(self: __torch__.Written,
                x: Tensor) -> Tensor:
                return torch.add(x, x)
              def wrong(self: __torch__.Written,
                x: Tensor) -> Tensor:
                return torch.view(x, [7])
            """;

    @BeforeAll
    static void startEngine() {
        TensorEngine.start(1);
    }

    /** What the child runs: both kinds of calls. */
    static final class Child {
        private Child() {}

        public static void main(String[] arguments) {
            TensorEngine.start(1);
            try (NDManager manager = NDManager.newBaseManager()) {
                System.out.println("sum " + twice(manager).sum().getFloat());
            }
        }
    }

    private static NDArray twice(NDManager manager) {
        NDArray x = manager.ones(new Shape(2, 3));
        x.setRequiresGradient(true);
        try (TorchScriptModule module = TorchScriptModule.compile(METHODS);
                IValue argument = IValue.from((PtNDArray) x);
                IValue result = module.infer("twice", argument)) {
            return result.toTensor((PtNDManager) manager);
        }
    }

    @Test
    void nothingIsPrinted() throws IOException, InterruptedException {
        // In a process of its own, for the engine prints its warnings once in each.
        Process child =
                new ProcessBuilder(
                                List.of(
                                        Path.of(System.getProperty("java.home"), "bin", "java")
                                                .toString(),
                                        "-Xmx128m",
                                        "-Dorg.slf4j.simpleLogger.defaultLogLevel=off",
                                        "-cp",
                                        System.getProperty("java.class.path"),
                                        Child.class.getName()))
                        .redirectErrorStream(true)
                        .start();
        String output = new String(child.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, child.waitFor(), output);
        // SLF4J remarks that tests have no logger, newer Java that they load native code; the
        // commands have one and may.
        List<String> lines =
                output.lines()
                        .filter(line -> !line.startsWith("SLF4J") && !line.startsWith("WARNING: "))
                        .filter(line -> !line.isEmpty())
                        .toList();
        assertEquals(List.of("sum 12.0"), lines);
    }

    @Test
    void gradientsAreNotRecordedAndTheThreadGoesOnAsItWas() {
        try (NDManager manager = NDManager.newBaseManager()) {
            JniUtils.setGradMode(true);
            NDArray doubled = twice(manager);
            assertFalse(JniUtils.requiresGrad((PtNDArray) doubled));
            assertEquals(true, JniUtils.isGradMode());
        } finally {
            JniUtils.setGradMode(false);
        }
    }

    @Test
    void aFailureInsideIsTheEngines() {
        try (NDManager manager = NDManager.newBaseManager();
                TorchScriptModule module = TorchScriptModule.compile(METHODS);
                IValue argument = IValue.from((PtNDArray) manager.ones(new Shape(2)))) {
            assertThrows(EngineException.class, () -> module.infer("wrong", argument));
        }
    }
}

package org.captioner.decoder.integrity;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDScope;
import java.nio.file.Path;
import java.util.Map;
import org.captioner.dataset.InputException;

/** Requires that tensors hold numbers: a NaN or an infinity spoils every caption. */
public final class FiniteTensors {
    private FiniteTensors() {}

    /**
     * Requires finite values of tensors that were read from a file.
     *
     * @throws InputException naming the file and the tensor
     */
    public static void require(Path file, Map<String, NDArray> tensors) {
        tensors.forEach(
                (name, array) -> {
                    try (NDScope scope = new NDScope()) {
                        scope.suppressNotUsedWarning();
                        // The largest of numbers one of which is NaN is NaN.
                        if (!Float.isFinite(array.abs().max().getFloat())) {
                            throw notFinite(file, name);
                        }
                    }
                });
    }

    /** The same for the values of one tensor, which are returned. */
    public static float[] require(Path file, String name, float[] values) {
        for (float value : values) {
            if (!Float.isFinite(value)) {
                throw notFinite(file, name);
            }
        }
        return values;
    }

    private static InputException notFinite(Path file, String name) {
        return new InputException(
                file
                        + ": tensor '"
                        + name
                        + "' holds a value that is not a finite number; the file is damaged, or"
                        + " its training diverged; take an earlier copy");
    }
}

package org.captioner.encoder.tensor;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.NDScope;
import java.util.LinkedHashMap;
import java.util.Map;

/** Fills arrays that a network already holds with what a file stored under their names. */
public final class StoredTensors {
    private StoredTensors() {}

    /**
     * Copies tensors into arrays of the same names and shapes. Gradients must not be recorded in
     * the calling thread.
     *
     * @param file to read from
     * @param prefix only tensors whose names start with it are read; empty for all
     * @param targets by full name, each starting with {@code prefix}
     * @param what the file has to fit, for the message
     * @throws org.captioner.dataset.InputException listing tensors that are missing, unexpected or
     *     of another shape; nothing has been copied then
     */
    public static void copy(
            SafetensorsFile file, String prefix, Map<String, NDArray> targets, String what) {
        Map<String, TensorShape> shapes = new LinkedHashMap<>();
        targets.forEach((name, array) -> shapes.put(name, shape(array)));
        new ExpectedTensors(what, shapes).requireIn(file, name -> !name.startsWith(prefix));
        targets.forEach(
                (name, array) -> {
                    try (NDScope scope = new NDScope();
                            NDManager manager = array.getManager().newSubManager()) {
                        scope.suppressNotUsedWarning();
                        Gradients.overwrite(array, file.read(name, manager));
                    }
                });
    }

    private static TensorShape shape(NDArray array) {
        return TensorShape.of(array.getShape().getShape());
    }
}

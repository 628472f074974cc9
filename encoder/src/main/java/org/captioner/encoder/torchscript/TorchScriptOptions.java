package org.captioner.encoder.torchscript;

import java.util.Objects;
import org.captioner.dataset.InputException;
import org.captioner.encoder.transform.ImageTransform;

/**
 * What must be declared about a TorchScript file, because the file does not contain it.
 *
 * @param transform input size and normalisation that the network was trained with
 * @param method that computes features, usually {@code forward}
 * @param output which of the method's results are the features: a position in a tuple or list,
 *     starting at 0, or a key of a dictionary; {@code 0} where there is one result only
 */
public record TorchScriptOptions(ImageTransform transform, String method, String output) {
    public TorchScriptOptions {
        Objects.requireNonNull(transform, "transform");
        if (!method.matches("[A-Za-z_][A-Za-z_0-9]*")) {
            throw new InputException(
                    "'" + method + "' is no method's name; give one such as forward");
        }
        Objects.requireNonNull(output, "output");
    }

    /** The first result of {@code forward}. */
    public static TorchScriptOptions of(ImageTransform transform) {
        return new TorchScriptOptions(transform, "forward", "0");
    }

    public TorchScriptOptions withMethod(String name) {
        return new TorchScriptOptions(transform, name, output);
    }

    public TorchScriptOptions withOutput(String positionOrKey) {
        return new TorchScriptOptions(transform, method, positionOrKey);
    }
}

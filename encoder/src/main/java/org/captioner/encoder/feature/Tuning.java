package org.captioner.encoder.feature;

import java.util.Objects;
import java.util.function.Predicate;
import org.captioner.dataset.InputException;
import org.captioner.encoder.torchscript.ScriptPrecision;

/**
 * How a pretrained encoder is trained further along with a decoder. Batch normalisation always uses
 * its running statistics and leaves them as they are.
 *
 * @param stages that are trained; the others stay as they are
 * @param norms whether the vectors of batch normalisation in these stages are trained too
 * @param group how the optimiser treats what is trained
 * @param precision of convolutions in training, float32 or bfloat16
 */
public record Tuning(
        TunedStages stages, NormVectors norms, EncoderGroup group, ScriptPrecision precision) {
    /** Whether scale and shift of batch normalisation are trained. */
    public enum NormVectors {
        FIXED,
        TRAINED
    }

    public Tuning {
        Objects.requireNonNull(stages, "stages");
        Objects.requireNonNull(norms, "norms");
        Objects.requireNonNull(group, "group");
        if (precision == ScriptPrecision.INT8) {
            throw new InputException(
                    "an encoder is trained in float32 or bfloat16, not in eight bit integers");
        }
    }

    /** Which tensors, by torchvision's names, are trained. */
    Predicate<String> trained() {
        return name -> stages.contains(name) && (isKernel(name) || isTrainedVector(name));
    }

    private static boolean isKernel(String name) {
        return name.contains("conv") || name.endsWith("downsample.0.weight");
    }

    private boolean isTrainedVector(String name) {
        return norms == NormVectors.TRAINED && !name.contains(".running_");
    }
}

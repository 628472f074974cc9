package org.captioner.encoder.resnet;

import java.util.Arrays;
import java.util.Objects;
import java.util.Random;
import java.util.function.Function;
import org.captioner.encoder.tensor.TensorShape;

/**
 * Untrained weights for measurements of speed, where no file is at hand: kernels as He et al. 2015
 * initialise them, normalisation that changes little, the same for a seed on every machine.
 *
 * <p>Features of such a network mean nothing, but are neither zero nor infinite: the processor
 * works as hard as with trained weights.
 */
public final class RandomTensors implements Function<String, float[]> {
    /** Sums over a block's shortcut would else double the variance in each block. */
    private static final float BRANCH_SCALE = 0.25f;

    private final ResNetArchitecture architecture;
    private final long seed;

    public RandomTensors(ResNetArchitecture architecture, long seed) {
        this.architecture = architecture;
        this.seed = seed;
    }

    /**
     * The values of a tensor; the same at each call.
     *
     * @param name one of {@link ResNetArchitecture#tensors()}
     */
    @Override
    public float[] apply(String name) {
        TensorShape shape = Objects.requireNonNull(architecture.tensors().shapes().get(name), name);
        float[] values = new float[Math.toIntExact(shape.elements())];
        if (shape.rank() > 1) {
            Random random = new Random(seed * 31 + name.hashCode());
            double deviation = Math.sqrt(2.0 * shape.sizes()[0] / values.length);
            for (int i = 0; i < values.length; i++) {
                values[i] = (float) (random.nextGaussian() * deviation);
            }
        } else if (name.endsWith(".weight")) {
            Arrays.fill(values, name.startsWith("layer") ? BRANCH_SCALE : 1);
        } else if (name.endsWith(".running_var")) {
            Arrays.fill(values, 1);
        }
        return values;
    }
}

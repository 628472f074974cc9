package org.captioner.decoder.training;

import ai.djl.ndarray.NDManager;
import java.util.Optional;
import java.util.function.Supplier;
import org.captioner.encoder.optimizer.AdamOptions;
import org.captioner.encoder.optimizer.AdamW;
import org.captioner.encoder.optimizer.WeightAverage;

/**
 * What moves the weights of a run, and what follows them.
 *
 * @param average of the weights, where the recipe asks for one
 */
record Optimization(AdamW optimizer, Optional<WeightAverage> average) implements AutoCloseable {
    /** Starts with moments of zero, and the average from the weights as they stand. */
    static Optimization of(
            TrainedParameters parameters, TrainingOptions options, NDManager manager) {
        Optional<WeightAverage> average =
                options.weightAverage() > 0
                        ? Optional.of(
                                new WeightAverage(
                                        manager, parameters.trained(), options.weightAverage()))
                        : Optional.empty();
        return new Optimization(
                new AdamW(manager, parameters.groups(), AdamOptions.SEQUENCES), average);
    }

    /** A step of the optimiser; returns the norm of the gradient before clipping. */
    double step(double learningRate) {
        double norm = optimizer.step(learningRate);
        average.ifPresent(each -> each.update(optimizer.steps()));
        return norm;
    }

    /** What an action gives on the averaged weights, or on the weights as they are without any. */
    <T> T withAverages(Supplier<T> action) {
        return average.isPresent() ? average.get().during(action) : action.get();
    }

    @Override
    public void close() {
        average.ifPresent(WeightAverage::close);
        optimizer.close();
    }
}

package org.captioner.decoder.layer;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;

/** Sequences as lists of their steps and back, differentiably. */
public final class TimeSteps {
    private TimeSteps() {}

    /** (rows, steps, width) to {@code steps} arrays (rows, width). */
    public static NDList unbind(NDArray sequence) {
        NDList steps = new NDList();
        // Unlike an index per step, whose gradient is as large as the whole sequence each time.
        sequence.split(sequence.getShape().get(1), 1).forEach(each -> steps.add(each.squeeze(1)));
        return steps;
    }

    /** Arrays (rows, width) of each step to (rows, steps, width). */
    public static NDArray stack(NDList steps) {
        return NDArrays.stack(steps, 1);
    }
}

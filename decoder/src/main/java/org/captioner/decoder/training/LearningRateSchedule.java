package org.captioner.decoder.training;

/**
 * A learning rate that rises evenly over the warm-up and then falls along half a cosine (<a
 * href="https://arxiv.org/abs/1608.03983">Loshchilov and Hutter 2017</a>) to a fiftieth of its
 * peak.
 *
 * @param peak at the end of the warm-up
 * @param warmUpSteps steps of the rise
 * @param totalSteps steps of rise and fall together
 */
record LearningRateSchedule(double peak, long warmUpSteps, long totalSteps) {
    private static final double FLOOR = 0.02;

    /** The rate of a step counted from 0. */
    double at(long step) {
        if (step < warmUpSteps) {
            return peak * (step + 1) / warmUpSteps;
        }
        double falling = Math.max(1, totalSteps - warmUpSteps);
        double done = Math.min(1, (step - warmUpSteps) / falling);
        return peak * (FLOOR + (1 - FLOOR) * 0.5 * (1 + Math.cos(Math.PI * done)));
    }
}

package org.captioner.decoder.training;

/**
 * How long to train where nothing else is asked for: as for Flickr8k, and longer in epochs on fewer
 * images, so that a small set gets the optimiser steps that it needs.
 *
 * @param epochs 12, or as many as make 400 steps, but at most 100
 * @param patience 4 epochs, or as many as make 64 steps
 */
public record ScheduleDefaults(int epochs, int patience) {
    private static final int USUAL_EPOCHS = 12;
    private static final int MOST_EPOCHS = 100;
    private static final int FEWEST_STEPS = 400;
    private static final int USUAL_PATIENCE = 4;
    private static final int PATIENCE_STEPS = 64;
    private static final int LONGEST_WARM_UP = 300;
    private static final int WARM_UP_SHARE = 7;
    private static final int CAPTIONS_PER_COUNT = 1000;
    private static final int USUAL_MINIMUM_COUNT = 5;

    /**
     * The defaults of a training split.
     *
     * @param images with captions, at least 1
     * @param imagesPerBatch at least 1
     */
    public static ScheduleDefaults of(int images, int imagesPerBatch) {
        int steps = steps(images, imagesPerBatch);
        int epochs = Math.max(USUAL_EPOCHS, (FEWEST_STEPS + steps - 1) / steps);
        int patience = Math.max(USUAL_PATIENCE, (PATIENCE_STEPS + steps - 1) / steps);
        return new ScheduleDefaults(Math.min(MOST_EPOCHS, epochs), patience);
    }

    /**
     * Steps of the warm-up: a seventh of the steps that are planned, at most 300.
     *
     * @param epochs that are planned
     */
    public static int warmUpSteps(int images, int imagesPerBatch, int epochs) {
        long planned = (long) steps(images, imagesPerBatch) * epochs;
        return (int) Math.min(LONGEST_WARM_UP, planned / WARM_UP_SHARE);
    }

    /**
     * How often a word has to occur to enter the vocabulary: once, and once more for each full
     * thousand captions, up to 5 times.
     *
     * @param captions of the training split
     */
    public static int minimumCount(long captions) {
        return (int) Math.min(USUAL_MINIMUM_COUNT, 1 + captions / CAPTIONS_PER_COUNT);
    }

    private static int steps(int images, int imagesPerBatch) {
        return Math.max(1, (images + imagesPerBatch - 1) / imagesPerBatch);
    }
}

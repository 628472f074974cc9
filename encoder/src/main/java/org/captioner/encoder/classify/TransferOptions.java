package org.captioner.encoder.classify;

import org.captioner.dataset.InputException;

/**
 * How a classifier is trained.
 *
 * @param epochs passes over the training photos
 * @param batch photos per step
 * @param learningRate of Adam; about 1e-3 from scratch or for the head, 1e-4 for a whole network
 * @param imageSize rows and columns the photos are resized to, at least 32
 * @param part what is trained
 * @param seed of order, mirroring and fresh weights
 */
public record TransferOptions(
        int epochs, int batch, double learningRate, int imageSize, TrainedPart part, long seed) {
    /** What the gradient changes. */
    public enum TrainedPart {
        /** The new head alone; the trunk and its running statistics stay as they are. */
        HEAD,
        /** The whole network. */
        ALL
    }

    public TransferOptions {
        requireWithin("epochs", epochs, 1, 10_000);
        requireWithin("batch", batch, 2, 4096);
        requireWithin("image size", imageSize, 32, 1024);
        if (!(learningRate > 0 && learningRate <= 1)) {
            throw new InputException(
                    "the learning rate must lie above 0 and up to 1, not " + learningRate);
        }
    }

    /** The same with another number of epochs. */
    public TransferOptions withEpochs(int count) {
        return new TransferOptions(count, batch, learningRate, imageSize, part, seed);
    }

    private static void requireWithin(String what, int value, int least, int most) {
        if (value < least || value > most) {
            throw new InputException(
                    "the " + what + " must lie in " + least + " to " + most + ", not " + value);
        }
    }
}

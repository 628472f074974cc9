package org.captioner.decoder.training;

import ai.djl.ndarray.types.Shape;
import java.util.List;
import java.util.SplittableRandom;
import org.captioner.dataset.text.Vocabulary;

/** Captions side by side as teacher forcing takes them, padded to the longest. */
final class PaddedCaptions {
    private final int rows;
    private final int steps;
    private final long[] images;
    private final long[] inputs;
    private final long[] targets;
    private final float[] weights;

    /**
     * Pads captions; padding has weight 0.
     *
     * @param dropped the probability by which an input word, the start marker apart, is replaced by
     *     the unknown word
     */
    PaddedCaptions(List<WeightedCaption> captions, double dropped, SplittableRandom random) {
        rows = captions.size();
        steps = captions.stream().mapToInt(each -> each.words().size()).max().orElse(1);
        images = new long[rows];
        inputs = new long[rows * steps];
        targets = new long[rows * steps];
        weights = new float[rows * steps];
        for (int row = 0; row < rows; row++) {
            WeightedCaption caption = captions.get(row);
            images[row] = caption.image();
            int previous = Vocabulary.START;
            for (int step = 0; step < caption.words().size(); step++) {
                int index = row * steps + step;
                boolean drop = step > 0 && random.nextDouble() < dropped;
                inputs[index] = drop ? Vocabulary.UNKNOWN : previous;
                previous = caption.words().get(step);
                targets[index] = previous;
                weights[index] = (float) caption.weight();
            }
        }
    }

    int rows() {
        return rows;
    }

    int steps() {
        return steps;
    }

    /** (rows), the row of each caption's image. */
    long[] images() {
        return images;
    }

    /** (rows, steps), the words before each step, the start marker first. */
    long[] inputs() {
        return inputs;
    }

    /** (rows * steps), the words to predict. */
    long[] targets() {
        return targets;
    }

    /** (rows * steps), 0 for padding. */
    float[] weights() {
        return weights;
    }

    /** The shape of {@link #inputs}. */
    Shape shape() {
        return new Shape(rows, steps);
    }
}

package org.captioner.decoder.training;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.captioner.encoder.feature.FeatureSource;
import org.captioner.encoder.tensor.Seeds;

/**
 * Which images and captions each step of an epoch learns from.
 *
 * <p>Made from the seed and the epoch's number alone, so a resumed run continues with the batches
 * the interrupted one would have had.
 */
final class BatchSampler {
    private final List<List<Example>> batches = new ArrayList<>();

    /**
     * One image in one batch.
     *
     * @param image index into the training images
     * @param mirrored whether to show it left-right mirrored
     * @param captions the sentences to learn
     */
    record Example(int image, boolean mirrored, List<List<Integer>> captions) {}

    BatchSampler(
            List<TrainingImage> images,
            TrainingOptions options,
            FeatureSource.Views views,
            int epoch) {
        Random random = new Random(Seeds.derive(options.seed(), "epoch", epoch));
        List<Integer> places = new ArrayList<>();
        for (int image = 0; image < images.size(); image++) {
            places.add(image);
        }
        Collections.shuffle(places, random);
        List<Example> batch = new ArrayList<>();
        for (int image : places) {
            boolean mirrored =
                    views == FeatureSource.Views.PLAIN_AND_MIRRORED && random.nextBoolean();
            long order = Seeds.derive(options.seed(), "captions", image);
            batch.add(
                    new Example(
                            image, mirrored, captions(images.get(image), order, options, epoch)));
            if (batch.size() == options.imagesPerBatch()) {
                batches.add(List.copyOf(batch));
                batch.clear();
            }
        }
        if (!batch.isEmpty()) {
            batches.add(List.copyOf(batch));
        }
    }

    /**
     * Captions take turns: over the epochs each is shown as often as the others.
     *
     * <p>Each image has an order of its own. Datasets list captions by rule (Flickr8k's fifth are
     * shorter than its first): in file order, epochs would differ in style, and the last would
     * decide the model's.
     */
    private static List<List<Integer>> captions(
            TrainingImage image, long order, TrainingOptions options, int epoch) {
        List<List<Integer>> all = new ArrayList<>(image.captions());
        Collections.shuffle(all, new Random(order));
        int shown = Math.min(options.captionsPerImage(), all.size());
        List<List<Integer>> turn = new ArrayList<>(shown);
        for (int i = 0; i < shown; i++) {
            turn.add(all.get((int) (((long) epoch * shown + i) % all.size())));
        }
        return turn;
    }

    /** The batches in order. */
    List<List<Example>> batches() {
        return batches;
    }

    /** How many captions the epoch shows. */
    int captions() {
        return batches.stream()
                .flatMap(List::stream)
                .mapToInt(lesson -> lesson.captions().size())
                .sum();
    }

    /** Steps of an epoch over so many images. */
    static int steps(int images, TrainingOptions options) {
        return (images + options.imagesPerBatch() - 1) / options.imagesPerBatch();
    }
}

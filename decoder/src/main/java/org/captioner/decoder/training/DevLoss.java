package org.captioner.decoder.training;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SplittableRandom;
import org.captioner.decoder.network.CaptionDecoder;
import org.captioner.decoder.network.ImageMemory;
import org.captioner.decoder.network.Mode;
import org.captioner.encoder.tensor.Seeds;

/**
 * Mean cross entropy of dev captions under teacher forcing, in nats per word, without dropout and
 * label smoothing. About a thousand captions are enough: of large splits one caption of each image
 * is taken, always the same.
 */
final class DevLoss {
    private static final int CAPTIONS = 1000;

    private final Map<String, List<List<Integer>>> captions = new HashMap<>();
    private double sum;
    private long words;

    /**
     * Chooses the captions.
     *
     * @param images of the dev split
     */
    DevLoss(List<TrainingImage> images) {
        int most = Math.max(1, CAPTIONS / Math.max(1, images.size()));
        for (int image = 0; image < images.size(); image++) {
            // Datasets list captions by rule, such as from long to short.
            List<List<Integer>> all = new ArrayList<>(images.get(image).captions());
            Collections.shuffle(all, new Random(Seeds.derive(1, "dev captions", image)));
            captions.put(images.get(image).id(), all.subList(0, Math.min(most, all.size())));
        }
    }

    /**
     * Adds some images.
     *
     * @param imageIds of the images in {@code memory}, in their order
     */
    void add(CaptionDecoder decoder, ImageMemory memory, List<String> imageIds, NDManager manager) {
        List<WeightedCaption> batch = new ArrayList<>();
        for (int row = 0; row < imageIds.size(); row++) {
            for (List<Integer> caption : captions.getOrDefault(imageIds.get(row), List.of())) {
                batch.add(new WeightedCaption(row, caption, 1));
            }
        }
        if (batch.isEmpty()) {
            return;
        }
        PaddedCaptions padded = new PaddedCaptions(batch, 0, new SplittableRandom(0));
        NDArray logits =
                decoder.forward(
                                memory,
                                manager.create(padded.images()),
                                manager.create(padded.inputs(), padded.shape()),
                                Mode.INFERENCE)
                        .logits()
                        .reshape(-1, decoder.shape().vocabulary());
        int positions = padded.targets().length;
        NDArray targets = manager.create(padded.targets(), new Shape(positions, 1));
        NDArray weights = manager.create(padded.weights(), new Shape(positions));
        NDArray logProbabilities = logits.logSoftmax(-1).gather(targets, 1).reshape(-1);
        sum -= logProbabilities.mul(weights).sum().getFloat();
        words += batch.stream().mapToLong(each -> each.words().size()).sum();
    }

    /** The mean over the words added so far; NaN if there are none. */
    double mean() {
        return words == 0 ? Double.NaN : sum / words;
    }
}

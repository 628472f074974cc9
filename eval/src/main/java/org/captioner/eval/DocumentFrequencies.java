package org.captioner.eval;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;

/**
 * In how many images' references each n-gram occurs: what CIDEr weighs words by.
 *
 * <p>By default CIDEr counts them over the references of the captions it scores. Counted once over
 * a larger set and passed to {@link Cider}, they make the scores of few images, or of a batch
 * during training, comparable with each other. Immutable; threads may share one.
 *
 * <pre>{@code
 * DocumentFrequencies training = DocumentFrequencies.count("flickr8k-train", tokenizedReferences);
 * MetricResult result = new Cider(training).score(items);
 * }</pre>
 */
public final class DocumentFrequencies {
    private final String name;
    private final NgramIndex index;
    private final int images;
    private final double[] inverse;

    private DocumentFrequencies(String name, NgramIndex index, int images, int[] frequencies) {
        this.name = name;
        this.index = index;
        this.images = images;
        double[] byFrequency = new double[images + 1];
        Arrays.setAll(byFrequency, df -> Math.log(images) - Math.log(Math.max(1, df)));
        this.inverse = new double[frequencies.length];
        Arrays.setAll(inverse, id -> byFrequency[frequencies[id]]);
    }

    /**
     * Counts over images.
     *
     * @param name what signatures call this set
     * @param references for each image, the tokens of its references
     */
    public static DocumentFrequencies count(
            String name, Collection<? extends List<List<String>>> references) {
        NgramIndex index = new NgramIndex();
        List<List<NgramCounts>> counted = new ArrayList<>(references.size());
        for (List<List<String>> image : references) {
            counted.add(image.stream().map(tokens -> NgramCounts.of(tokens, index)).toList());
        }
        return count(name, counted, index);
    }

    /** Frequencies of n-grams that were counted with {@code index} already. */
    static DocumentFrequencies count(
            String name, List<List<NgramCounts>> references, NgramIndex index) {
        int[] frequencies = new int[index.size()];
        int[] lastImage = new int[index.size()];
        int image = 0;
        for (List<NgramCounts> imageReferences : references) {
            image++;
            for (NgramCounts reference : imageReferences) {
                for (int order = 1; order <= NgramCounts.ORDERS; order++) {
                    for (int id : reference.ids(order)) {
                        if (lastImage[id] != image) {
                            lastImage[id] = image;
                            frequencies[id]++;
                        }
                    }
                }
            }
        }
        return new DocumentFrequencies(name, index, image, frequencies);
    }

    /** What signatures call this set. */
    public String name() {
        return name;
    }

    /** The number of images counted over. */
    public int images() {
        return images;
    }

    /** The n-grams whose frequencies are known; only to be read or extended. */
    NgramIndex index() {
        return index;
    }

    /** {@code ln(images) - ln(max(1, frequency))} of an id of {@link #index()} or beyond. */
    double inverse(int id) {
        return id < inverse.length ? inverse[id] : Math.log(images);
    }
}

package org.captioner.encoder.classify;

import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.captioner.dataset.InputException;
import org.captioner.dataset.image.Photo;
import org.captioner.encoder.EncoderOptions;
import org.captioner.encoder.ResNetEncoder;
import org.captioner.encoder.resnet.ResNetArchitecture;
import org.captioner.encoder.resnet.ResNetWeights;
import org.captioner.encoder.transform.ImageTransform;
import org.captioner.encoder.transform.Resize;

/**
 * Says what a photo shows, by a residual network with its head. Thread-safe.
 *
 * <pre>{@code
 * try (PhotoClassifier classifier = PhotoClassifier.load(weights, Optional.of(labels))) {
 *     List<Prediction> best = classifier.classify(photo, 5);
 * }
 * }</pre>
 */
public final class PhotoClassifier implements AutoCloseable {
    private static final int USUAL_SIZE = 224;

    private final ResNetEncoder encoder;
    private final List<String> labels;
    private final float[] weight;
    private final float[] bias;

    private PhotoClassifier(ResNetEncoder encoder, List<String> labels, ResNetWeights weights) {
        this.encoder = encoder;
        this.labels = List.copyOf(labels);
        this.weight = weights.values("fc.weight");
        this.bias = weights.values("fc.bias");
    }

    /**
     * Loads a network that has a head. A file trained here names its classes and transform; for
     * others the transform is torchvision's for ImageNet.
     *
     * @param labels names by class; without them the file's, else {@code class 0} and so on
     * @throws InputException if the file has no head, or another number of classes than labels
     */
    public static PhotoClassifier load(Path file, Optional<List<String>> labels) {
        try (ResNetWeights weights = ResNetWeights.open(file)) {
            ResNetArchitecture network = weights.architecture();
            if (network.classes() == 0) {
                throw new InputException(
                        file
                                + ": has no classification head (fc); give a complete file of"
                                + " weights");
            }
            List<String> names =
                    labels.or(() -> ClassifierFile.labels(weights))
                            .orElseGet(() -> numbered(network.classes()));
            if (names.size() != network.classes()) {
                throw new InputException(
                        file
                                + ": has "
                                + network.classes()
                                + " classes, but "
                                + names.size()
                                + " labels are given; choose the labels of these weights");
            }
            ImageTransform transform =
                    ClassifierFile.transform(weights)
                            .orElse(ImageTransform.imageNet(Resize.CROP, USUAL_SIZE));
            EncoderOptions options = EncoderOptions.defaults().withTransform(transform);
            ResNetEncoder encoder =
                    ResNetEncoder.of(options.resolve(weights), transform, weights::values);
            return new PhotoClassifier(encoder, names, weights);
        }
    }

    private static List<String> numbered(int classes) {
        return IntStream.range(0, classes).mapToObj(index -> "class " + index).toList();
    }

    /** Names by class. */
    public List<String> labels() {
        return labels;
    }

    /**
     * The most probable classes, best first.
     *
     * @param top how many at most
     */
    public List<Prediction> classify(Photo photo, int top) {
        ImageTransform transform = encoder.description().transform();
        float[] pixels = new float[transform.length()];
        transform.apply(photo, FloatBuffer.wrap(pixels));
        double[] probabilities = softmax(logits(encoder.encode(pixels, 1)));
        List<Prediction> predictions = new ArrayList<>();
        for (int label = 0; label < probabilities.length; label++) {
            predictions.add(new Prediction(labels.get(label), probabilities[label]));
        }
        predictions.sort(Comparator.comparingDouble(Prediction::probability).reversed());
        return List.copyOf(predictions.subList(0, Math.min(top, predictions.size())));
    }

    /** The head: the mean over all cells, times the weights, plus the bias. */
    private double[] logits(float[] grid) {
        int channels = encoder.description().channels();
        int cells = encoder.description().cells();
        double[] mean = new double[channels];
        for (int i = 0; i < grid.length; i++) {
            mean[i % channels] += grid[i] / cells;
        }
        double[] logits = new double[bias.length];
        for (int label = 0; label < logits.length; label++) {
            double sum = bias[label];
            for (int channel = 0; channel < channels; channel++) {
                sum += weight[label * channels + channel] * mean[channel];
            }
            logits[label] = sum;
        }
        return logits;
    }

    /** {@code exp(z) / sum exp(z)}, shifted by the largest so that nothing overflows. */
    private static double[] softmax(double[] logits) {
        double largest =
                IntStream.range(0, logits.length).mapToDouble(i -> logits[i]).max().orElse(0);
        double sum = 0;
        double[] result = new double[logits.length];
        for (int i = 0; i < logits.length; i++) {
            result[i] = Math.exp(logits[i] - largest);
            sum += result[i];
        }
        for (int i = 0; i < logits.length; i++) {
            result[i] /= sum;
        }
        return result;
    }

    @Override
    public void close() {
        encoder.close();
    }
}

package org.captioner.encoder.resnet;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Measures on photos what flows into each convolution, so that it can be rounded to eight bits.
 *
 * <pre>{@code
 * try (ActivationCalibration calibration = new ActivationCalibration(network)) {
 *     photos.forEach(calibration::observe);
 *     ActivationRanges ranges = calibration.ranges(fingerprint);
 * }
 * }</pre>
 *
 * <p>Thread-safe. A hundred photos of the kind that will be encoded are plenty.
 */
public final class ActivationCalibration implements AutoCloseable {
    private final Map<String, ActivationHistogram> histograms = new LinkedHashMap<>();
    private final ResNetInference inference;
    private final NDManager manager = NDManager.newBaseManager();
    private final Shape shape;
    private int photos;

    /** The tensor engine must have been started. */
    public ActivationCalibration(FoldedResNet network) {
        network.features()
                .architecture()
                .quantisable()
                .forEach(c -> histograms.put(c.name(), new ActivationHistogram()));
        int size = network.features().imageSize();
        shape = new Shape(1, 3, size, size);
        inference = new ResNetInference(network, this::record);
    }

    private void record(Convolution convolution, NDArray input) {
        ActivationHistogram histogram = histograms.get(convolution.name());
        if (histogram != null) {
            histogram.add(input.toFloatArray());
        }
    }

    /**
     * Counts what one photo causes.
     *
     * @param photo (3, size, size) float32, normalised
     */
    public void observe(float[] photo) {
        try (NDManager scratch = manager.newSubManager()) {
            inference.features(scratch.create(photo, shape)).close();
        }
        synchronized (this) {
            photos++;
        }
    }

    /**
     * The ranges with the least mean square error on the photos so far.
     *
     * @param fingerprint of the network's weights and structure
     * @throws IllegalStateException before the first photo
     */
    public synchronized ActivationRanges ranges(String fingerprint) {
        if (photos == 0) {
            throw new IllegalStateException("no photo was observed");
        }
        Map<String, Double> ceilings = new LinkedHashMap<>();
        histograms.forEach((name, histogram) -> ceilings.put(name, histogram.ceiling()));
        return new ActivationRanges(fingerprint, photos, ceilings);
    }

    @Override
    public void close() {
        inference.close();
        manager.close();
    }
}

package org.captioner.encoder.classify;

import java.util.ArrayList;
import java.util.List;
import org.captioner.dataset.image.Photo;
import org.captioner.encoder.transform.Flip;
import org.captioner.encoder.transform.ImageTransform;
import org.captioner.encoder.transform.Resize;

/** Mean and deviation of the colours of a training set, by which its photos are normalised. */
final class ChannelStatistics {
    /** Enough photos for three digits; every so many of a large set. */
    private static final int SAMPLE = 5000;

    private static final double SMALLEST_DEVIATION = 1e-3;

    private ChannelStatistics() {}

    /** A squash to {@code size} with the normalisation of these photos. */
    static ImageTransform transform(List<LabelledPhoto> photos, int size) {
        double[] sums = new double[3];
        double[] squares = new double[3];
        long pixels = 0;
        int step = Math.max(1, photos.size() / SAMPLE);
        for (int i = 0; i < photos.size(); i += step) {
            Photo photo = photos.get(i).photo().get();
            byte[] rgb = photo.rgb();
            for (int at = 0; at < rgb.length; at++) {
                double value = (rgb[at] & 0xff) / 255.0;
                sums[at % 3] += value;
                squares[at % 3] += value * value;
            }
            pixels += rgb.length / 3;
        }
        List<Float> means = new ArrayList<>();
        List<Float> deviations = new ArrayList<>();
        for (int channel = 0; channel < 3; channel++) {
            double mean = sums[channel] / pixels;
            double variance = Math.max(0, squares[channel] / pixels - mean * mean);
            means.add((float) mean);
            deviations.add((float) Math.max(SMALLEST_DEVIATION, Math.sqrt(variance)));
        }
        return new ImageTransform(Resize.SQUASH, size, means, deviations, Flip.NONE);
    }
}

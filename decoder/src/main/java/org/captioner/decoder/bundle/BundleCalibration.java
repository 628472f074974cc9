package org.captioner.decoder.bundle;

import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntConsumer;
import org.captioner.dataset.image.PhotoLimits;
import org.captioner.dataset.image.PhotoReader;
import org.captioner.encoder.EncoderNetwork;
import org.captioner.encoder.resnet.ActivationCalibration;
import org.captioner.encoder.resnet.ActivationRanges;
import org.captioner.encoder.tensor.TensorEngine;
import org.captioner.encoder.transform.ImageTransform;

/**
 * Runs a bundle's encoder on photos, so that it can then compute with eight bit integers: how large
 * activations get is written beside the weights, and listed in {@code model.json}. Nothing else in
 * the bundle changes.
 */
public final class BundleCalibration {
    private BundleCalibration() {}

    /**
     * Calibrates a bundle in place, on all cores; an earlier calibration is replaced.
     *
     * @param photos of the kind that will be captioned; a hundred are plenty
     * @param progress receives the number of photos that are done
     * @return what was written
     * @throws org.captioner.dataset.InputException if the bundle or a photo cannot be read, or the
     *     bundle cannot be written to
     */
    public static ActivationRanges calibrate(Path folder, List<Path> photos, IntConsumer progress) {
        TensorEngine.start(1);
        EncoderNetwork network = ModelBundle.readEncoder(folder);
        PhotoReader reader = new PhotoReader(PhotoLimits.standard());
        ImageTransform transform = network.description().transform();
        AtomicInteger done = new AtomicInteger();
        try (ActivationCalibration calibration = new ActivationCalibration(network.folded())) {
            photos.parallelStream()
                    .forEach(
                            photo -> {
                                TensorEngine.stopRecording();
                                float[] pixels = new float[transform.length()];
                                transform.apply(reader.read(photo), FloatBuffer.wrap(pixels));
                                calibration.observe(pixels);
                                progress.accept(done.incrementAndGet());
                            });
            ActivationRanges ranges = calibration.ranges(network.description().fingerprint());
            ranges.save(folder.resolve(ModelBundle.RANGES));
            BundleAddition.list(folder, ModelBundle.RANGES);
            return ranges;
        }
    }
}

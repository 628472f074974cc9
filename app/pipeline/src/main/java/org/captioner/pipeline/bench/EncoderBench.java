package org.captioner.pipeline.bench;

import java.nio.file.Path;
import java.util.OptionalLong;
import java.util.Random;
import java.util.function.Function;
import java.util.function.Supplier;
import org.captioner.encoder.EncoderNetwork;
import org.captioner.encoder.ImageEncoder;
import org.captioner.encoder.backend.EncoderBackend;
import org.captioner.encoder.resnet.ActivationCalibration;
import org.captioner.encoder.resnet.PeakConvolution;
import org.captioner.encoder.resnet.RandomTensors;
import org.captioner.encoder.resnet.ResNetArchitecture;
import org.captioner.encoder.resnet.ResNetFeatures;
import org.captioner.encoder.resnet.ResNetSummary;
import org.captioner.encoder.tensor.TensorEngine;
import org.captioner.encoder.torchscript.TorchScriptEncoder;
import org.captioner.encoder.torchscript.TorchScriptOptions;
import org.captioner.encoder.transform.ImageTransform;
import org.captioner.encoder.transform.Resize;

/**
 * Measures a network on a back end.
 *
 * <p>Photos are noise that is already in memory: reading them is not part of it. Networks without a
 * file have random weights, on which a processor works as hard as on trained ones.
 */
public final class EncoderBench {
    private static final long SEED = 20_150_512;

    private final Workload workload;
    private final int threads;
    private final double peak;

    /**
     * Starts the tensor engine and measures the machine's peak.
     *
     * @param workers Java threads that encode at once
     * @param threads native threads of each
     * @param seconds for each measurement
     */
    public EncoderBench(int workers, int threads, double seconds) {
        TensorEngine.start(threads);
        this.workload = new Workload(workers, seconds);
        this.threads = threads;
        try (PeakConvolution convolution = new PeakConvolution()) {
            this.peak = workload.run(convolution::run).perSecond() * PeakConvolution.MULTIPLY_ADDS;
        }
    }

    /** Measures a network with random weights. */
    public EncoderMeasurement measure(
            ResNetArchitecture architecture, int size, EncoderBackend backend) {
        ResNetArchitecture trunk = architecture.withClasses(0);
        return measure(ResNetFeatures.of(trunk, size), new RandomTensors(trunk, SEED), backend);
    }

    /**
     * Measures a network with the given weights.
     *
     * @param tensors values by torchvision's names
     */
    public EncoderMeasurement measure(
            ResNetFeatures features, Function<String, float[]> tensors, EncoderBackend backend) {
        ImageTransform transform = ImageTransform.imageNet(Resize.SQUASH, features.imageSize());
        ResNetSummary summary = ResNetSummary.of(features.architecture(), features.imageSize());
        return measure(
                features.architecture().name(),
                backend.label(),
                summary.parameters(),
                OptionalLong.of(summary.multiplyAdds()),
                () -> backend.of(network(features, transform, tensors, backend), threads));
    }

    /** Eight bit arithmetic is as fast in any range: noise will do to find one. */
    private static EncoderNetwork network(
            ResNetFeatures features,
            ImageTransform transform,
            Function<String, float[]> tensors,
            EncoderBackend backend) {
        EncoderNetwork network = EncoderNetwork.of(features, transform, tensors);
        if (backend.calibration() == EncoderBackend.Calibration.NONE) {
            return network;
        }
        try (ActivationCalibration calibration = new ActivationCalibration(network.folded())) {
            calibration.observe(noise(transform.length()));
            return network.with(calibration.ranges(network.description().fingerprint()));
        }
    }

    /**
     * Measures a TorchScript file, which runs the program in it.
     *
     * @param size rows and columns of the pictures
     * @throws org.captioner.dataset.InputException if it is not an encoder for such pictures
     */
    public EncoderMeasurement measure(Path torchScript, int size) {
        TorchScriptOptions options =
                TorchScriptOptions.of(ImageTransform.imageNet(Resize.SQUASH, size));
        String network;
        long parameters;
        try (TorchScriptEncoder encoder = TorchScriptEncoder.load(torchScript, options)) {
            network = encoder.description().architecture();
            parameters = encoder.parameters();
        }
        return measure(
                network,
                "torchscript",
                parameters,
                OptionalLong.empty(),
                () -> TorchScriptEncoder.load(torchScript, options));
    }

    private EncoderMeasurement measure(
            String network,
            String backend,
            long parameters,
            OptionalLong multiplyAdds,
            Supplier<ImageEncoder> factory) {
        System.gc(); // The yardstick's garbage is not the encoder's memory.
        boolean peakKnown = ProcessMemory.resetPeak();
        try (ImageEncoder encoder = factory.get()) {
            float[] photo = noise(encoder.description().transform().length());
            Workload.Rate rate = workload.run(() -> encoder.encode(photo, 1));
            return new EncoderMeasurement(
                    network,
                    backend,
                    parameters,
                    multiplyAdds,
                    rate.perSecond(),
                    rate.cpuMilliseconds(),
                    peak,
                    peakKnown ? ProcessMemory.peak() : OptionalLong.empty());
        }
    }

    /** Even noise between -2 and 2, about the range of normalised pixels. */
    private static float[] noise(int length) {
        Random random = new Random(SEED);
        float[] photo = new float[length];
        for (int i = 0; i < length; i++) {
            photo[i] = 4 * random.nextFloat() - 2;
        }
        return photo;
    }
}

package org.captioner.pipeline.training;

import ai.djl.ndarray.NDManager;
import java.nio.file.Path;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.captioner.dataset.CaptionDataset;
import org.captioner.decoder.bundle.BundleManifest;
import org.captioner.decoder.bundle.ModelBundle;
import org.captioner.encoder.EncoderOptions;
import org.captioner.encoder.feature.Augmentation;
import org.captioner.encoder.feature.OnlineFeatures;
import org.captioner.encoder.feature.TrainableEncoder;
import org.captioner.encoder.feature.Tuning;
import org.captioner.encoder.resnet.ResNetFeatures;
import org.captioner.encoder.resnet.ResNetWeights;
import org.captioner.encoder.store.ExtractionProgress;

/**
 * A pretrained encoder of which some stages are trained along with the decoder, on photos that are
 * read and augmented anew in every epoch. The tuned encoder goes into the bundle.
 *
 * @param weights safetensors file of a ResNet
 * @param prefix of the ResNet's names in the file, which may hold other tensors too; or empty
 * @param options what to take from it
 * @param tuning what is trained, and how
 * @param augmentation of training photos
 * @param workers threads that read photos
 */
public record TunedEncoder(
        Path weights,
        String prefix,
        EncoderOptions options,
        Tuning tuning,
        Augmentation augmentation,
        int workers)
        implements EncoderPlan {
    /** The encoder of a file that holds nothing else. */
    public static TunedEncoder ofFile(
            Path weights,
            EncoderOptions options,
            Tuning tuning,
            Augmentation augmentation,
            int workers) {
        return new TunedEncoder(weights, "", options, tuning, augmentation, workers);
    }

    /**
     * The encoder of a model bundle, frozen or tuned before.
     *
     * @param bundle the model's folder
     * @throws org.captioner.dataset.InputException if it is not a bundle
     */
    public static TunedEncoder ofBundle(
            Path bundle, Tuning tuning, Augmentation augmentation, int workers) {
        BundleManifest manifest = ModelBundle.readManifest(bundle);
        EncoderOptions options =
                EncoderOptions.defaults()
                        .withTransform(manifest.transform())
                        .withGrid(manifest.encoder().gridSide());
        return new TunedEncoder(
                ModelBundle.weights(bundle),
                ModelBundle.ENCODER_PREFIX,
                options,
                tuning,
                augmentation,
                workers);
    }

    @Override
    public String source() {
        return sourceAfter(weights.getFileName().toString());
    }

    @Override
    public String sourceAfter(String before) {
        return before + ", " + tuning.stages() + " tuned";
    }

    @Override
    public SortedMap<String, String> settings() {
        SortedMap<String, String> settings = new TreeMap<>();
        settings.put("augmentation", augmentation.toString());
        settings.put("training", tuning.toString());
        return settings;
    }

    @Override
    public PreparedEncoder prepare(
            CaptionDataset dataset, NDManager manager, long seed, ExtractionProgress progress) {
        // Weights first: what is wrong with them shows before minutes of reading photos.
        TrainableEncoder encoder = load(manager);
        StreamedPhotos photos;
        try {
            photos = StreamedPhotos.check(OnlineEncoder.photos(dataset), workers, progress);
        } catch (RuntimeException e) {
            encoder.close();
            throw e;
        }
        OnlineFeatures grids =
                new OnlineFeatures(
                        encoder,
                        photos.stream(options.transform(), augmentation, seed, workers),
                        Optional.of(tuning.group()),
                        ModelBundle.ENCODER_PREFIX);
        return new OnlineEncoder(grids, options.transform(), photos);
    }

    private TrainableEncoder load(NDManager manager) {
        try (ResNetWeights file = ResNetWeights.open(weights, prefix)) {
            ResNetFeatures features = options.resolve(file);
            return TrainableEncoder.pretrained(features, file::values, tuning, manager);
        }
    }
}

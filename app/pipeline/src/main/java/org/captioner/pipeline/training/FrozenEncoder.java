package org.captioner.pipeline.training;

import ai.djl.ndarray.NDManager;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.captioner.dataset.CaptionDataset;
import org.captioner.dataset.CaptionedImage;
import org.captioner.dataset.Split;
import org.captioner.dataset.image.PhotoLimits;
import org.captioner.dataset.image.PhotoReader;
import org.captioner.decoder.bundle.BundleFolder.EncoderPart;
import org.captioner.decoder.bundle.BundleManifest;
import org.captioner.decoder.bundle.ModelBundle;
import org.captioner.encoder.EncoderOptions;
import org.captioner.encoder.ImageEncoder;
import org.captioner.encoder.backend.EncoderBackend;
import org.captioner.encoder.feature.FeatureSource;
import org.captioner.encoder.feature.StoredFeatures;
import org.captioner.encoder.resnet.ResNetWeights;
import org.captioner.encoder.store.ExtractionProgress;
import org.captioner.encoder.store.ExtractionReport.PhotoFailure;
import org.captioner.encoder.store.FeatureExtractor;
import org.captioner.encoder.store.FeatureStore;
import org.captioner.encoder.store.StoreKey;

/**
 * A frozen encoder whose features are computed once into a store.
 *
 * @param weights safetensors file of a ResNet
 * @param prefix of the ResNet's names in the file, which may hold other tensors too; or empty
 * @param options what to take from it
 * @param backend that computes the features
 * @param views whether training also shows each photo mirrored
 * @param featureFolder where stores are kept; runs that share it share features
 * @param workers threads that encode photos
 */
public record FrozenEncoder(
        Path weights,
        String prefix,
        EncoderOptions options,
        EncoderBackend backend,
        FeatureSource.Views views,
        Path featureFolder,
        int workers)
        implements EncoderPlan {
    /** The encoder of a file that holds nothing else. */
    public static FrozenEncoder ofFile(
            Path weights,
            EncoderOptions options,
            EncoderBackend backend,
            FeatureSource.Views views,
            Path featureFolder,
            int workers) {
        return new FrozenEncoder(weights, "", options, backend, views, featureFolder, workers);
    }

    /**
     * The encoder of a model bundle; stores that were filled for its training serve it too.
     *
     * @param bundle the model's folder
     * @throws org.captioner.dataset.InputException if it is not a bundle
     */
    public static FrozenEncoder ofBundle(
            Path bundle,
            EncoderBackend backend,
            FeatureSource.Views views,
            Path featureFolder,
            int workers) {
        BundleManifest manifest = ModelBundle.readManifest(bundle);
        EncoderOptions options =
                EncoderOptions.defaults()
                        .withTransform(manifest.transform())
                        .withGrid(manifest.encoder().gridSide());
        return new FrozenEncoder(
                ModelBundle.weights(bundle),
                ModelBundle.ENCODER_PREFIX,
                options,
                backend,
                views,
                featureFolder,
                workers);
    }

    @Override
    public String source() {
        return weights.getFileName().toString();
    }

    @Override
    public SortedMap<String, String> settings() {
        SortedMap<String, String> settings = new TreeMap<>();
        settings.put("backend", backend.label());
        settings.put("training", "frozen");
        settings.put("views", views.name());
        return settings;
    }

    @Override
    public PreparedEncoder prepare(
            CaptionDataset dataset, NDManager manager, long seed, ExtractionProgress progress) {
        List<CaptionedImage> captioned =
                dataset.images().stream()
                        .filter(image -> image.split() != Split.TEST)
                        .filter(image -> !image.captions().isEmpty())
                        .toList();
        Filled plain = fill(options, dataset, captioned, progress);
        Optional<FeatureStore> mirrored = Optional.empty();
        if (views == FeatureSource.Views.PLAIN_AND_MIRRORED) {
            List<CaptionedImage> train =
                    captioned.stream().filter(image -> image.split() == Split.TRAIN).toList();
            EncoderOptions mirroring = options.withTransform(options.transform().mirrored());
            mirrored = Optional.of(fill(mirroring, dataset, train, progress).store());
        }
        return new Stores(open(), options, plain, mirrored);
    }

    private ResNetWeights open() {
        return ResNetWeights.open(weights, prefix);
    }

    private ImageEncoder load(EncoderOptions view) {
        try (ResNetWeights file = open()) {
            return backend.of(file, view, 1);
        }
    }

    /** A store that holds all photos that could be read. */
    private record Filled(FeatureStore store, List<PhotoFailure> failures) {}

    private Filled fill(
            EncoderOptions view,
            CaptionDataset dataset,
            List<CaptionedImage> images,
            ExtractionProgress progress) {
        try (ImageEncoder encoder = load(view)) {
            StoreKey key = StoreKey.of(encoder.description(), dataset.checksum());
            Path file = featureFolder.resolve(key.fileName());
            List<PhotoFailure> failures =
                    new FeatureExtractor(encoder, new PhotoReader(PhotoLimits.standard()), workers)
                            .fill(file, key, images, progress)
                            .failures();
            return new Filled(FeatureStore.open(file, key), failures);
        }
    }

    private record Stores(
            ResNetWeights weights,
            EncoderOptions options,
            Filled plain,
            Optional<FeatureStore> mirrored)
            implements PreparedEncoder {
        @Override
        public FeatureSource grids() {
            return new StoredFeatures(plain.store(), mirrored);
        }

        @Override
        public EncoderPart part() {
            return new EncoderPart(options.resolve(weights), options.transform(), weights::values);
        }

        @Override
        public boolean has(String imageId) {
            return plain.store().contains(imageId);
        }

        @Override
        public List<PhotoFailure> failures() {
            return plain.failures();
        }

        @Override
        public void close() {
            plain.store().close();
            mirrored.ifPresent(FeatureStore::close);
            weights.close();
        }
    }
}

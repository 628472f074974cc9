package org.captioner.decoder;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDManager;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.captioner.dataset.CaptionDataset;
import org.captioner.dataset.CaptionedImage;
import org.captioner.dataset.InputException;
import org.captioner.dataset.Split;
import org.captioner.dataset.image.PhotoLimits;
import org.captioner.dataset.image.PhotoReader;
import org.captioner.dataset.text.CaptionTokenizer;
import org.captioner.dataset.text.Vocabulary;
import org.captioner.decoder.bundle.BundleFolder;
import org.captioner.decoder.bundle.Provenance;
import org.captioner.decoder.network.CaptionDecoder;
import org.captioner.decoder.network.DecoderShape;
import org.captioner.decoder.training.CaptionTrainer;
import org.captioner.decoder.training.DevScorer;
import org.captioner.decoder.training.EpochReport;
import org.captioner.decoder.training.GridSource;
import org.captioner.decoder.training.StoredGrids;
import org.captioner.decoder.training.TrainingImage;
import org.captioner.decoder.training.TrainingListener;
import org.captioner.encoder.ResNetEncoder;
import org.captioner.encoder.resnet.ResNetWeights;
import org.captioner.encoder.store.ExtractionProgress;
import org.captioner.encoder.store.ExtractionReport;
import org.captioner.encoder.store.FeatureExtractor;
import org.captioner.encoder.store.FeatureStore;
import org.captioner.encoder.store.StoreKey;
import org.captioner.encoder.tensor.TensorEngine;
import org.captioner.encoder.transform.ImageTransform;

/**
 * Trains a captioner from start to end: features once into a store, vocabulary from the training
 * split alone, epochs, checkpoints, bundle. Whatever was interrupted goes on where it was.
 *
 * <pre>{@code
 * CaptionerTraining training = new CaptionerTraining(request);
 * training.extractFeatures((done, total) -> {});
 * training.train(new TrainingListener() {});
 * Captioner captioner = Captioner.load(training.best());
 * }</pre>
 */
public final class CaptionerTraining {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final TrainingRequest request;
    private final CaptionTokenizer tokenizer = new CaptionTokenizer();
    private volatile CaptionTrainer running;
    private volatile boolean stopRequested;

    /**
     * Checks the request; nothing is computed yet.
     *
     * @throws InputException if the dataset has nothing to train on or to choose an epoch by
     */
    public CaptionerTraining(TrainingRequest request) {
        this.request = request;
        for (Split split : List.of(Split.TRAIN, Split.DEV)) {
            if (request.dataset().split(split).stream().allMatch(i -> i.captions().isEmpty())) {
                throw new InputException(
                        request.dataset().name()
                                + ": no captioned image in the "
                                + split.label()
                                + " split; training learns from train and chooses the best epoch"
                                + " by dev");
            }
        }
    }

    /** Where the bundle of the best epoch will be. */
    public Path best() {
        return request.folder().resolve("best");
    }

    /**
     * Fills the feature stores, or completes them.
     *
     * @return photos that could not be read; they are left out of training and dev scores
     */
    public List<ExtractionReport.PhotoFailure> extractFeatures(ExtractionProgress progress) {
        List<ExtractionReport.PhotoFailure> failures = new ArrayList<>();
        failures.addAll(
                extract(transform(), captioned(Split.TRAIN, Split.DEV), progress).failures());
        if (request.views() == GridSource.Views.PLAIN_AND_MIRRORED) {
            extract(transform().mirrored(), captioned(Split.TRAIN), progress);
        }
        return failures;
    }

    private ExtractionReport extract(
            ImageTransform transform, List<CaptionedImage> images, ExtractionProgress progress) {
        try (ResNetEncoder encoder =
                ResNetEncoder.load(
                        request.encoderWeights(), request.encoder().withTransform(transform))) {
            StoreKey key = StoreKey.of(encoder.description(), request.dataset().checksum());
            return new FeatureExtractor(
                            encoder, new PhotoReader(PhotoLimits.standard()), request.workers())
                    .fill(store(key), key, images, progress);
        }
    }

    /**
     * Trains, or resumes; {@link #extractFeatures} must have been called.
     *
     * @return the reports of all epochs
     */
    public List<EpochReport> train(TrainingListener listener) {
        TensorEngine.stopRecording();
        try (ResNetEncoder plain = encoder(transform());
                FeatureStore plainStore = open(plain);
                MirroredStore mirrored = mirroredStore();
                NDManager manager = NDManager.newBaseManager()) {
            GridSource grids = new StoredGrids(plainStore, mirrored.store());
            List<CaptionedImage> train = stored(captioned(Split.TRAIN), plainStore);
            List<CaptionedImage> dev = stored(captioned(Split.DEV), plainStore);
            Vocabulary vocabulary = vocabulary(train);
            int longest = request.search().maximumLength();
            DecoderShape shape =
                    new DecoderShape(
                            plain.description().cells(),
                            plain.description().channels(),
                            vocabulary.size(),
                            longest);
            Engine.getInstance()
                    .setRandomSeed(Math.toIntExact(request.training().seed() & 0x7fffffff));
            try (CaptionDecoder decoder = request.decoder().create(shape, manager);
                    ResNetWeights weights = ResNetWeights.open(request.encoderWeights())) {
                BundleFolder bundle =
                        new BundleFolder(
                                new BundleFolder.EncoderPart(
                                        plain.features(), transform(), weights::values),
                                decoder,
                                vocabulary,
                                request.search(),
                                provenance(train.size(), dev.size()));
                CaptionTrainer trainer =
                        new CaptionTrainer(
                                decoder,
                                grids,
                                TrainingImage.encode(train, tokenizer, vocabulary, longest),
                                new DevScorer(dev, grids, vocabulary, tokenizer),
                                request.training(),
                                request.dataset().checksum());
                running = trainer;
                if (stopRequested) {
                    trainer.requestStop();
                }
                return trainer.train(request.folder(), bundle, listener);
            }
        }
    }

    /** Asks a running {@link #train} to save a checkpoint after its present step and return. */
    public void requestStop() {
        stopRequested = true;
        CaptionTrainer trainer = running;
        if (trainer != null) {
            trainer.requestStop();
        }
    }

    private ImageTransform transform() {
        return request.encoder().transform();
    }

    private ResNetEncoder encoder(ImageTransform transform) {
        return ResNetEncoder.load(
                request.encoderWeights(), request.encoder().withTransform(transform));
    }

    private Path store(StoreKey key) {
        return request.featureFolder().resolve(key.fileName());
    }

    private FeatureStore open(ResNetEncoder encoder) {
        StoreKey key = StoreKey.of(encoder.description(), request.dataset().checksum());
        return FeatureStore.open(store(key), key);
    }

    /** The mirrored photos' store, if they are to be shown. */
    private record MirroredStore(Optional<FeatureStore> store) implements AutoCloseable {
        @Override
        public void close() {
            store.ifPresent(FeatureStore::close);
        }
    }

    private MirroredStore mirroredStore() {
        if (request.views() == GridSource.Views.PLAIN) {
            return new MirroredStore(Optional.empty());
        }
        try (ResNetEncoder encoder = encoder(transform().mirrored())) {
            return new MirroredStore(Optional.of(open(encoder)));
        }
    }

    private List<CaptionedImage> captioned(Split... splits) {
        List<CaptionedImage> images = new ArrayList<>();
        for (Split split : splits) {
            request.dataset().split(split).stream()
                    .filter(image -> !image.captions().isEmpty())
                    .forEach(images::add);
        }
        return images;
    }

    private static List<CaptionedImage> stored(List<CaptionedImage> images, FeatureStore store) {
        return images.stream().filter(image -> store.contains(image.id())).toList();
    }

    private Vocabulary vocabulary(List<CaptionedImage> train) {
        List<List<String>> captions = new ArrayList<>();
        train.forEach(
                image -> image.captions().forEach(each -> captions.add(tokenizer.tokenize(each))));
        return Vocabulary.build(captions, request.minimumCount());
    }

    private Provenance provenance(int train, int dev) {
        CaptionDataset dataset = request.dataset();
        Map<String, Integer> images = new LinkedHashMap<>();
        images.put(Split.TRAIN.label(), train);
        images.put(Split.DEV.label(), dev);
        ObjectNode options = JSON.createObjectNode();
        options.set("training", JSON.<JsonNode>valueToTree(request.training()));
        options.put("minimumCount", request.minimumCount());
        options.put("views", request.views().name());
        return Provenance.ofThisProcess(
                dataset.name(),
                dataset.checksum(),
                images,
                request.encoderWeights().getFileName().toString(),
                options);
    }
}

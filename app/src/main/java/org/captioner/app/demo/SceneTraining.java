package org.captioner.app.demo;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDManager;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.captioner.dataset.CaptionDataset;
import org.captioner.dataset.CaptionedImage;
import org.captioner.dataset.Split;
import org.captioner.dataset.image.PhotoLimits;
import org.captioner.dataset.image.PhotoReader;
import org.captioner.dataset.text.CaptionTokenizer;
import org.captioner.dataset.text.Vocabulary;
import org.captioner.decoder.bundle.BundleFolder;
import org.captioner.decoder.bundle.ModelBundle;
import org.captioner.decoder.bundle.Provenance;
import org.captioner.decoder.network.CaptionDecoder;
import org.captioner.decoder.network.DecoderShape;
import org.captioner.decoder.network.LstmOptions;
import org.captioner.decoder.search.SearchOptions;
import org.captioner.decoder.training.CaptionTrainer;
import org.captioner.decoder.training.DevScorer;
import org.captioner.decoder.training.LearntGrids;
import org.captioner.decoder.training.TrainingImage;
import org.captioner.decoder.training.TrainingListener;
import org.captioner.decoder.training.TrainingOptions;
import org.captioner.encoder.resnet.BlockKind;
import org.captioner.encoder.resnet.ResNetArchitecture;
import org.captioner.encoder.resnet.ResNetFeatures;
import org.captioner.encoder.tensor.TensorEngine;
import org.captioner.encoder.transform.ImageTransform;
import org.captioner.encoder.transform.Resize;

/**
 * Trains a residual network of a few layers together with an LSTM, both from fresh weights: nothing
 * pretrained is needed for scenes this plain.
 */
public final class SceneTraining {
    private static final ResNetArchitecture NETWORK =
            ResNetArchitecture.custom(
                    "resnet-scenes", BlockKind.BASIC, List.of(1, 1, 1), List.of(24, 48, 96));
    private static final LstmOptions DECODER = new LstmOptions(128, 128, 0.1);
    private static final SearchOptions SEARCH = new SearchOptions(3, 0.7, 16);

    private final CaptionDataset dataset;
    private final ImageTransform transform;
    private final TrainingOptions options;
    private final CaptionTokenizer tokenizer = new CaptionTokenizer();

    /**
     * @param imageSize rows and columns of the pictures
     */
    public SceneTraining(CaptionDataset dataset, int imageSize, TrainingOptions options) {
        this.dataset = dataset;
        this.transform = ImageTransform.imageNet(Resize.SQUASH, imageSize);
        this.options = options;
    }

    /** How the scenes are learnt within about two minutes on four cores. */
    public static TrainingOptions recipe(int epochs, long seed) {
        return TrainingOptions.builder()
                .epochs(epochs)
                .patience(epochs)
                .imagesPerBatch(32)
                .captionsPerImage(2)
                .learningRate(2e-3)
                .warmUpSteps(40)
                .weightDecay(0.02)
                .labelSmoothing(0.05)
                .seed(seed)
                .build();
    }

    /**
     * Trains, or goes on with a run that was interrupted.
     *
     * @param folder of the run
     * @param threads of the tensor engine
     * @return the bundle of the best epoch
     */
    public Path train(Path folder, int threads, TrainingListener listener) {
        TensorEngine.start(threads);
        TensorEngine.stopRecording();
        List<CaptionedImage> train = dataset.split(Split.TRAIN);
        List<CaptionedImage> dev = dataset.split(Split.DEV);
        Vocabulary vocabulary =
                Vocabulary.build(
                        train.stream()
                                .flatMap(image -> image.captions().stream())
                                .map(tokenizer::tokenize)
                                .toList(),
                        1);
        ResNetFeatures features = ResNetFeatures.of(NETWORK, transform.size());
        DecoderShape shape =
                new DecoderShape(
                        features.cells(),
                        features.channels(),
                        vocabulary.size(),
                        SEARCH.maximumLength());
        try (NDManager manager = NDManager.newBaseManager();
                LearntGrids grids =
                        new LearntGrids(
                                features,
                                pixels(train, dev),
                                ModelBundle.ENCODER_PREFIX,
                                manager,
                                options.seed())) {
            Engine.getInstance().setRandomSeed((int) options.seed());
            try (CaptionDecoder decoder = DECODER.create(shape, manager)) {
                new CaptionTrainer(
                                decoder,
                                grids,
                                TrainingImage.encode(
                                        train, tokenizer, vocabulary, SEARCH.maximumLength()),
                                new DevScorer(dev, grids, vocabulary, tokenizer),
                                options,
                                dataset.checksum())
                        .train(folder, bundle(grids, decoder, vocabulary), listener);
            }
        }
        return folder.resolve("best");
    }

    /** All pictures as the network sees them, by image id. */
    private Map<String, float[]> pixels(List<CaptionedImage> train, List<CaptionedImage> dev) {
        PhotoReader reader = new PhotoReader(PhotoLimits.standard());
        Map<String, float[]> pixels = new HashMap<>();
        for (List<CaptionedImage> images : List.of(train, dev)) {
            for (CaptionedImage image : images) {
                FloatBuffer buffer = FloatBuffer.allocate(transform.length());
                transform.apply(reader.read(image.file()), buffer);
                pixels.put(image.id(), buffer.array());
            }
        }
        return pixels;
    }

    private BundleFolder bundle(LearntGrids grids, CaptionDecoder decoder, Vocabulary vocabulary) {
        ObjectMapper json = new ObjectMapper();
        ObjectNode recipe = json.createObjectNode();
        recipe.set("training", json.valueToTree(options));
        Provenance provenance =
                Provenance.ofThisProcess(
                        dataset.name(),
                        dataset.checksum(),
                        Map.of(
                                Split.TRAIN.label(), dataset.split(Split.TRAIN).size(),
                                Split.DEV.label(), dataset.split(Split.DEV).size()),
                        "fresh weights",
                        recipe);
        return new BundleFolder(
                new BundleFolder.EncoderPart(grids.features(), transform, grids::values),
                decoder,
                vocabulary,
                SEARCH,
                provenance);
    }
}

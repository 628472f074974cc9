package org.captioner.pipeline.demo;

import java.util.List;
import org.captioner.dataset.CaptionDataset;
import org.captioner.decoder.search.SearchOptions;
import org.captioner.decoder.training.RunFolder;
import org.captioner.decoder.training.TrainingOptions;
import org.captioner.decoder.transformer.TransformerOptions;
import org.captioner.encoder.feature.Augmentation;
import org.captioner.encoder.resnet.BlockKind;
import org.captioner.encoder.resnet.ResNetArchitecture;
import org.captioner.encoder.resnet.ResNetFeatures;
import org.captioner.encoder.transform.ImageTransform;
import org.captioner.encoder.transform.Resize;
import org.captioner.pipeline.training.ScratchEncoder;
import org.captioner.pipeline.training.TrainingRequest;

/**
 * How a captioner of scenes is trained: a residual network of a few layers together with a
 * transformer, both from random weights. Nothing pretrained is needed for scenes this plain.
 */
public final class SceneTraining {
    private static final ResNetArchitecture NETWORK =
            ResNetArchitecture.custom(
                    "resnet-scenes", BlockKind.BASIC, List.of(1, 1, 1), List.of(32, 64, 128));
    private static final TransformerOptions DECODER = new TransformerOptions(128, 2, 4, 256, 0.3);
    private static final int WORKERS = 2;
    private static final SearchOptions SEARCH = new SearchOptions(3, 0.7, 16);

    private SceneTraining() {}

    /**
     * What to train.
     *
     * @param imageSize rows and columns of the pictures
     * @param folder of the run
     */
    public static TrainingRequest request(
            CaptionDataset dataset, int imageSize, TrainingOptions recipe, RunFolder folder) {
        return new TrainingRequest(
                dataset,
                dataset,
                new ScratchEncoder(
                        ResNetFeatures.of(NETWORK, imageSize),
                        ImageTransform.imageNet(Resize.SQUASH, imageSize),
                        Augmentation.NONE,
                        WORKERS),
                DECODER,
                1,
                recipe,
                SEARCH,
                folder);
    }

    /** Hyperparameters that need a few minutes. */
    public static TrainingOptions recipe(int epochs, long seed) {
        return TrainingOptions.builder()
                .epochs(epochs)
                .patience(epochs)
                .imagesPerBatch(32)
                .captionsPerImage(3)
                .bucketRows(64)
                .learningRate(1.5e-3)
                .warmUpSteps(100)
                .weightDecay(0.1)
                .labelSmoothing(0)
                .seed(seed)
                .build();
    }
}

package org.captioner.pipeline.training;

import ai.djl.ndarray.NDManager;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.captioner.dataset.CaptionDataset;
import org.captioner.decoder.bundle.ModelBundle;
import org.captioner.encoder.feature.Augmentation;
import org.captioner.encoder.feature.OnlineFeatures;
import org.captioner.encoder.feature.TrainableEncoder;
import org.captioner.encoder.resnet.ResNetFeatures;
import org.captioner.encoder.store.ExtractionProgress;
import org.captioner.encoder.transform.ImageTransform;

/**
 * A small encoder that is trained from scratch together with the decoder and in its parameter
 * group.
 *
 * @param features the structure
 * @param transform of the photos
 * @param augmentation of training photos
 * @param workers threads that read photos
 */
public record ScratchEncoder(
        ResNetFeatures features, ImageTransform transform, Augmentation augmentation, int workers)
        implements EncoderPlan {
    @Override
    public String source() {
        return "trained from scratch with the decoder";
    }

    @Override
    public SortedMap<String, String> settings() {
        SortedMap<String, String> settings = new TreeMap<>();
        settings.put("augmentation", augmentation.toString());
        settings.put("training", "from scratch");
        return settings;
    }

    @Override
    public PreparedEncoder prepare(
            CaptionDataset dataset, NDManager manager, long seed, ExtractionProgress progress) {
        StreamedPhotos photos =
                StreamedPhotos.check(OnlineEncoder.photos(dataset), workers, progress);
        OnlineFeatures grids =
                new OnlineFeatures(
                        TrainableEncoder.fromScratch(features, manager, seed),
                        photos.stream(transform, augmentation, seed, workers),
                        Optional.empty(),
                        ModelBundle.ENCODER_PREFIX);
        return new OnlineEncoder(grids, transform, photos);
    }
}

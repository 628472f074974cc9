package org.captioner.pipeline.training;

import ai.djl.ndarray.NDManager;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.captioner.dataset.CaptionDataset;
import org.captioner.dataset.CaptionedImage;
import org.captioner.dataset.image.PhotoException;
import org.captioner.dataset.image.PhotoLimits;
import org.captioner.dataset.image.PhotoReader;
import org.captioner.decoder.bundle.BundleFolder.EncoderPart;
import org.captioner.decoder.bundle.ModelBundle;
import org.captioner.decoder.training.EncoderRecord;
import org.captioner.encoder.backend.EncoderBackend;
import org.captioner.encoder.feature.OnlineFeatures;
import org.captioner.encoder.resnet.ResNetFeatures;
import org.captioner.encoder.store.ExtractionProgress;
import org.captioner.encoder.store.ExtractionReport.PhotoFailure;
import org.captioner.encoder.transform.ImageTransform;

/**
 * A small encoder that is trained from fresh weights together with the decoder. All pictures are kept in
 * memory, so this is for small pictures, such as drawn scenes.
 *
 * @param features the structure
 * @param transform of the pictures
 */
public record FreshEncoder(ResNetFeatures features, ImageTransform transform)
        implements EncoderPlan {
    @Override
    public String source() {
        return "trained from fresh weights with the decoder";
    }

    @Override
    public PreparedEncoder prepare(
            CaptionDataset dataset, NDManager manager, long seed, ExtractionProgress progress) {
        PhotoReader reader = new PhotoReader(PhotoLimits.standard());
        Map<String, float[]> pictures = new LinkedHashMap<>();
        List<PhotoFailure> failures = new ArrayList<>();
        int done = 0;
        for (CaptionedImage image : dataset.images()) {
            try {
                FloatBuffer pixels = FloatBuffer.allocate(transform.length());
                transform.apply(reader.read(image.file()), pixels);
                pictures.put(image.id(), pixels.array());
            } catch (PhotoException e) {
                failures.add(new PhotoFailure(image.id(), e.getMessage()));
            }
            progress.advanced(++done, dataset.images().size());
        }
        OnlineFeatures grids =
                new OnlineFeatures(features, pictures, ModelBundle.ENCODER_PREFIX, manager, seed);
        EncoderRecord record =
                EncoderRecord.of(
                        features.fingerprint(grids::values),
                        EncoderBackend.DJL.label(),
                        features,
                        transform,
                        grids.views());
        return new Pictures(grids, transform, record, Set.copyOf(pictures.keySet()), failures);
    }

    private record Pictures(
            OnlineFeatures grids,
            ImageTransform transform,
            EncoderRecord record,
            Set<String> imageIds,
            List<PhotoFailure> failures)
            implements PreparedEncoder {
        @Override
        public EncoderPart part() {
            return new EncoderPart(grids.features(), transform, grids::values);
        }

        @Override
        public boolean has(String imageId) {
            return imageIds.contains(imageId);
        }

        @Override
        public void close() {
            grids.close();
        }
    }
}

package org.captioner.pipeline.training;

import java.util.List;
import org.captioner.dataset.CaptionDataset;
import org.captioner.dataset.CaptionedImage;
import org.captioner.dataset.Split;
import org.captioner.decoder.bundle.BundleFolder.EncoderPart;
import org.captioner.encoder.feature.OnlineFeatures;
import org.captioner.encoder.store.ExtractionReport.PhotoFailure;
import org.captioner.encoder.transform.ImageTransform;

/** An encoder that is trained along with the decoder, prepared for a dataset. */
record OnlineEncoder(OnlineFeatures grids, ImageTransform transform, StreamedPhotos photos)
        implements EncoderPlan.PreparedEncoder {
    /** The photos that training and dev scores need. */
    static List<CaptionedImage> photos(CaptionDataset dataset) {
        return dataset.images().stream()
                .filter(image -> image.split() != Split.TEST)
                .filter(image -> !image.captions().isEmpty())
                .toList();
    }

    @Override
    public EncoderPart part() {
        return new EncoderPart(grids.features(), transform, grids::values);
    }

    @Override
    public boolean has(String imageId) {
        return photos.files().containsKey(imageId);
    }

    @Override
    public List<PhotoFailure> failures() {
        return photos.failures();
    }

    @Override
    public void close() {
        grids.close();
    }
}

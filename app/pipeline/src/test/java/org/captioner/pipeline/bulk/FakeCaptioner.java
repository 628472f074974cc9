package org.captioner.pipeline.bulk;

import java.util.List;
import java.util.Optional;
import org.captioner.dataset.image.Photo;
import org.captioner.decoder.search.SearchOptions;
import org.captioner.pipeline.Caption;
import org.captioner.pipeline.CaptionOptions;
import org.captioner.pipeline.ImageCaptioner;
import org.captioner.pipeline.PhotoFeatures;

/** Captions the number n as "Photo n", and fails for a batch with the number 13. */
class FakeCaptioner implements ImageCaptioner {
    static final float UNLUCKY = 13;
    static final float WORDLESS = 14;

    static Caption caption(String text) {
        return new Caption(text, List.of(text), -1, -1, Optional.empty(), List.of());
    }

    static PhotoFeatures features(float number) {
        return PhotoFeatures.of(new float[] {number});
    }

    @Override
    public SearchOptions searchDefaults() {
        return SearchOptions.greedy(5);
    }

    @Override
    public PhotoFeatures encode(Photo photo) {
        throw new UnsupportedOperationException("features are given");
    }

    @Override
    public List<Caption> decode(List<PhotoFeatures> photos, CaptionOptions options) {
        return photos.stream().map(photo -> photo.grids().get(0)[0]).map(this::decode).toList();
    }

    private Caption decode(float number) {
        if (number == UNLUCKY) {
            throw new IllegalArgumentException("no such number");
        }
        return caption(number == WORDLESS ? "" : "Photo " + (int) number);
    }

    @Override
    public void close() {}
}

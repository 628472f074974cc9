package org.captioner.pipeline.bulk;

import org.captioner.dataset.image.PhotoLimits;
import org.captioner.dataset.image.PhotoReader;
import org.captioner.pipeline.ImageCaptioner;
import org.captioner.pipeline.PhotoFeatures;
import org.captioner.pipeline.photo.FoundPhoto;

/** Where the features of a photo come from; called by several threads at once. */
@FunctionalInterface
public interface PhotoEncoder {
    /**
     * Features of a photo.
     *
     * @throws org.captioner.dataset.InputException if there are none
     */
    PhotoFeatures encode(FoundPhoto photo);

    /** Reads files, within {@link PhotoLimits#standard()}, and encodes them. */
    static PhotoEncoder ofFiles(ImageCaptioner captioner) {
        PhotoReader reader = new PhotoReader(PhotoLimits.standard());
        return photo -> captioner.encode(reader.read(photo.file()));
    }
}

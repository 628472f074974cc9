package org.captioner.pipeline.bulk;

import java.util.Optional;
import org.captioner.pipeline.PhotoFeatures;
import org.captioner.pipeline.photo.FoundPhoto;

/**
 * A photo that waits to be captioned.
 *
 * @param photo that was encoded
 * @param features of it; empty if it could not be encoded
 * @param error why not; empty if it was
 */
record EncodedPhoto(FoundPhoto photo, Optional<PhotoFeatures> features, String error) {}

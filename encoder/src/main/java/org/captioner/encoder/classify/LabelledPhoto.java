package org.captioner.encoder.classify;

import java.util.function.Supplier;
import org.captioner.dataset.image.Photo;

/**
 * A photo and its class.
 *
 * @param label index into the set's classes
 * @param photo decodes it anew each time it is asked, so that a set of files fits any memory
 */
public record LabelledPhoto(int label, Supplier<Photo> photo) {}

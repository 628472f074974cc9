/**
 * Where training takes the features of photos from: a store that was filled once, or an encoder
 * that is trained along with the decoder.
 *
 * <p>Not for captioning: there an {@link org.captioner.encoder.ImageEncoder} encodes each photo
 * once.
 */
@NullMarked
package org.captioner.encoder.feature;

import org.jspecify.annotations.NullMarked;

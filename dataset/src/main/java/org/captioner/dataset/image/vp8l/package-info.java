/**
 * Decodes VP8L, the lossless half of WebP, which also stores the opacity of lossy pictures (RFC
 * 9649, section 3).
 *
 * <p>Not for WebP's container. What a stream may ask for is bounded by its own length and its
 * number of pixels.
 */
@NullMarked
package org.captioner.dataset.image.vp8l;

import org.jspecify.annotations.NullMarked;

/**
 * Decodes key frames of VP8 (RFC 6386), the lossy half of WebP, to the very pixels of libwebp.
 *
 * <p>Not for WebP's container, transparency or lossless pictures, nor for video: frames that refer
 * to other frames are refused.
 */
@NullMarked
package org.captioner.dataset.image.vp8;

import org.jspecify.annotations.NullMarked;

/**
 * Captioned images as values: what every module means by an image id, a split and a caption.
 *
 * <p>Not for reading files (see {@code format}, {@code image}) nor for anything that needs a
 * tensor.
 */
@NullMarked
package org.captioner.dataset;

import org.jspecify.annotations.NullMarked;

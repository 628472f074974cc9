/**
 * Reads any photo a person owns, safely: upright 8-bit RGB, or one clear error message.
 *
 * <p>Not for resizing or normalising what was read (the encoder's {@code transform}) nor for
 * finding photos in folders.
 */
@NullMarked
package org.captioner.dataset.image;

import org.jspecify.annotations.NullMarked;

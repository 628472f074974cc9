/**
 * From a photo of any size to the normalised square that an encoder was trained on.
 *
 * <p>Not for reading photos (see {@code org.captioner.dataset.image}), and plain Java: no tensor,
 * no engine.
 */
@NullMarked
package org.captioner.encoder.transform;

import org.jspecify.annotations.NullMarked;

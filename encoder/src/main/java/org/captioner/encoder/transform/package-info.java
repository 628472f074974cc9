/**
 * From a photo of any size to the normalised square that an encoder was trained on.
 *
 * <p>Not for reading photos (see {@code org.captioner.dataset.image}), and plain Java: no tensor,
 * no engine.
 */
package org.captioner.encoder.transform;

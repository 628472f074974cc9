/**
 * Finds the photos below files and folders that a person names, and names them.
 *
 * <p>Not for decoding pictures, which {@code dataset.image} does.
 */
@NullMarked
package org.captioner.pipeline.photo;

import org.jspecify.annotations.NullMarked;

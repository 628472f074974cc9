/**
 * Captions by image id from the files in which systems and people hand them over.
 *
 * <p>Not for datasets with pictures and splits; {@code dataset.format} reads those.
 */
@NullMarked
package org.captioner.eval.file;

import org.jspecify.annotations.NullMarked;

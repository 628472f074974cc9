/**
 * Writes captions of photos in several formats, and reads them back to go on with.
 *
 * <p>Not for making captions, nor for the caption files of datasets, which {@code dataset} and
 * {@code eval} read.
 */
@NullMarked
package org.captioner.pipeline.output;

import org.jspecify.annotations.NullMarked;

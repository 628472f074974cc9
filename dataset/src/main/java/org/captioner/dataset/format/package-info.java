/**
 * Reads captioned-image datasets from the files people have: Flickr8k, Kaggle, Karpathy and COCO
 * JSON, CSV and TSV; finds what is wrong with them, and says so by file and line.
 *
 * <p>Not for decoding pictures (see {@code dataset.image}) nor for predictions, which are no
 * dataset.
 */
@NullMarked
package org.captioner.dataset.format;

import org.jspecify.annotations.NullMarked;

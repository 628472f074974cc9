/**
 * Drawn scenes with captions that are known to be right: a dataset for whoever has none, and for
 * whoever wants to know what a captioner really understood.
 *
 * <p>Not a measure of captioning photos: the pictures hold two plain shapes, the language has 28
 * words.
 */
@NullMarked
package org.captioner.dataset.scene;

import org.jspecify.annotations.NullMarked;

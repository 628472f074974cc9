/**
 * What classification shows to people: rows of predictions and the confusion matrix as a picture.
 *
 * <p>Not for classifying, which {@code encoder} does.
 */
@NullMarked
package org.captioner.pipeline.classification;

import org.jspecify.annotations.NullMarked;

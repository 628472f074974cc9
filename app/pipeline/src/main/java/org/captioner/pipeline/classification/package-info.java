/**
 * What classification shows to people: rows of predictions and the confusion matrix as a picture.
 *
 * <p>Not for classifying, which {@code encoder} does.
 */
package org.captioner.pipeline.classification;

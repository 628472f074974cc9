/**
 * Training from dataset to bundle, and what a run leaves beside the bundle: a log with one JSON
 * line an epoch, and curves.
 *
 * <p>Not for the steps of training; {@code decoder.training} has them.
 */
@NullMarked
package org.captioner.pipeline.training;

import org.jspecify.annotations.NullMarked;

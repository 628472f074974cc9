/**
 * What a training run leaves for people: a log with one JSON line an epoch, and curves.
 *
 * <p>Not for training; {@code decoder} does that.
 */
package org.captioner.pipeline.training;

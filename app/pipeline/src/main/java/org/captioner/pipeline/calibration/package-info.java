/**
 * Prepares a trained model's bundle for telling how far its captions can be trusted.
 *
 * <p>Not for the numbers themselves, which {@code confidence} computes, nor for the ranges of eight
 * bit arithmetic, which {@code decoder.bundle} measures.
 */
@NullMarked
package org.captioner.pipeline.calibration;

import org.jspecify.annotations.NullMarked;

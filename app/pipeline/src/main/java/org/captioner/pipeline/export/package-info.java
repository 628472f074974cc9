/**
 * Encoders written in formats that other programs read, and checked before they are handed over.
 *
 * <p>Not for the formats themselves; {@code encoder.onnx} writes them.
 */
@NullMarked
package org.captioner.pipeline.export;

import org.jspecify.annotations.NullMarked;

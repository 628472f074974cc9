/**
 * Encoders written in formats that other programs read, and checked before they are handed over.
 *
 * <p>Not for the formats themselves; {@code encoder.onnx} writes them.
 */
package org.captioner.pipeline.export;

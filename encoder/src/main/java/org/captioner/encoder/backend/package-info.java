/**
 * The ways to compute a residual network's features, by name, and which is fastest here.
 *
 * <p>Not the ways themselves; those live in {@code encoder}, {@code torchscript} and {@code onnx}.
 */
package org.captioner.encoder.backend;

/**
 * The registry of back ends, which compute a residual network's features, and the choice of the
 * fastest.
 *
 * <p>Not the ways themselves; those live in {@code encoder}, {@code torchscript} and {@code onnx}.
 */
@NullMarked
package org.captioner.encoder.backend;

import org.jspecify.annotations.NullMarked;

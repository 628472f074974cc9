/**
 * TorchScript modules written by the project itself, for operations of the engine's native library
 * that its Java interface lacks: products in bfloat16, convolutions fused with what follows them.
 *
 * <p>Not for weights: a module here is program text alone, and tensors come in as arguments.
 */
@NullMarked
package org.captioner.encoder.torchscript;

import org.jspecify.annotations.NullMarked;

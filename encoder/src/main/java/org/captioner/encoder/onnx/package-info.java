/**
 * Residual networks as ONNX files: written here, to the last byte, and run by ONNX Runtime, which
 * computes float32 convolutions faster than the tensor engine.
 *
 * <p>Not a reader of other people's ONNX files, and not a general writer: only what the networks
 * need.
 */
@NullMarked
package org.captioner.encoder.onnx;

import org.jspecify.annotations.NullMarked;

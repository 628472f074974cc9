/**
 * What the tensor engine lacks for this project: one place to start it, safetensors files read and
 * written with bounds, half precision in plain Java.
 *
 * <p>Not for networks; {@code resnet} and {@code decoder} build those from the tensors read here.
 */
@NullMarked
package org.captioner.encoder.tensor;

import org.jspecify.annotations.NullMarked;

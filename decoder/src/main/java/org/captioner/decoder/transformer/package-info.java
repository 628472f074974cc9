/**
 * The Transformer decoder (Vaswani et al. 2017) with attention over the grid in every layer.
 *
 * <p>Not for the parts it shares with other decoders, which {@code layer} holds.
 */
@NullMarked
package org.captioner.decoder.transformer;

import org.jspecify.annotations.NullMarked;

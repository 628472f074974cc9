/**
 * Adaptive attention with a visual sentinel (Lu et al. 2017).
 *
 * <p>Not for the parts it shares with other decoders, which {@code layer} holds.
 */
@NullMarked
package org.captioner.decoder.adaptive;

import org.jspecify.annotations.NullMarked;

/**
 * The LSTM on pooled features without attention (Vinyals et al. 2015), the baseline people know.
 *
 * <p>Not for the parts it shares with other decoders, which {@code layer} holds.
 */
@NullMarked
package org.captioner.decoder.showandtell;

import org.jspecify.annotations.NullMarked;

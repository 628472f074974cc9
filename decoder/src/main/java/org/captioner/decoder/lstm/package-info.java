/**
 * The LSTM with soft attention (Xu et al. 2015): its definition, and fused programs that compute
 * the same faster.
 *
 * <p>Not for the parts it shares with other decoders, which {@code layer} holds.
 */
@NullMarked
package org.captioner.decoder.lstm;

import org.jspecify.annotations.NullMarked;

/**
 * Top-down attention between two LSTMs (Anderson et al. 2018).
 *
 * <p>Not for the parts it shares with other decoders, which {@code layer} holds.
 */
@NullMarked
package org.captioner.decoder.topdown;

import org.jspecify.annotations.NullMarked;

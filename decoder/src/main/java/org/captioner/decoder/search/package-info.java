/**
 * Decoding: greedy search, beam search and sampling on any {@link
 * org.captioner.decoder.network.IncrementalDecoder}.
 *
 * <p>Not for text, which {@code dataset.text} makes of words.
 */
@NullMarked
package org.captioner.decoder.search;

import org.jspecify.annotations.NullMarked;

/**
 * Caption decoders as interfaces: from a grid of features and the words so far to the next word.
 *
 * <p>{@link org.captioner.decoder.network.IncrementalDecoder} is what search needs, {@link
 * org.captioner.decoder.network.CaptionDecoder} what training needs besides, {@link
 * org.captioner.decoder.network.DecoderKind} what everything else knows of a kind of decoder. Not
 * for networks: each has a package of its own, made of parts from {@code layer}.
 */
@NullMarked
package org.captioner.decoder.network;

import org.jspecify.annotations.NullMarked;

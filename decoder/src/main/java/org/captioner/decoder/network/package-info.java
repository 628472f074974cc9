/**
 * Caption decoders as networks: from a grid of features and the words so far to the next word.
 *
 * <p>Not for choosing words ({@code search}) nor for learning weights ({@code training}); both work
 * on the {@link org.captioner.decoder.network.CaptionDecoder} interface alone.
 */
package org.captioner.decoder.network;

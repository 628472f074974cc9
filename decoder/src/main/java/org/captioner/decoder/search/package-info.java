/**
 * Choosing words: from a decoder's scores to sentences.
 *
 * <p>Not for sampling while training; and not for text, which {@code dataset.text} makes of words.
 */
package org.captioner.decoder.search;

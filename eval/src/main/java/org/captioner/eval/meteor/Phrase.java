package org.captioner.eval.meteor;

/**
 * A run of words that the paraphrase table knows.
 *
 * @param start position of the first word in its caption, from 0
 * @param length in words
 * @param hash 64 bits over the words, as {@link ParaphraseTable} computes it
 */
record Phrase(int start, int length, long hash) {}

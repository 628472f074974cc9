package org.captioner.dataset.statistics;

/**
 * A word and how often it occurs in the training captions.
 *
 * @param word a token as the caption tokenizer makes it
 * @param count at least 1
 */
public record WordCount(String word, int count) {}

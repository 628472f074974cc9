/**
 * Describes a dataset in numbers: sizes, caption lengths, vocabulary, problems.
 *
 * <p>Not for scores of captions, which are in {@code eval}.
 */
package org.captioner.dataset.statistics;

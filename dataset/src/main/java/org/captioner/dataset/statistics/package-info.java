/**
 * Describes a dataset in numbers: sizes, caption lengths, vocabulary, problems.
 *
 * <p>Not for scores of captions, which are in {@code eval}.
 */
@NullMarked
package org.captioner.dataset.statistics;

import org.jspecify.annotations.NullMarked;

/**
 * Correlation of metrics with human judgements: judgement files of captions, and rank correlation.
 *
 * <p>Not for collecting judgements, and holding none of the judgement files.
 */
@NullMarked
package org.captioner.eval.human;

import org.jspecify.annotations.NullMarked;

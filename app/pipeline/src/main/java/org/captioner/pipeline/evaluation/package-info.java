/**
 * Scores of one set of captions, together with the conditions that they depend on.
 *
 * <p>Not for computing scores; {@code eval} does that.
 */
@NullMarked
package org.captioner.pipeline.evaluation;

import org.jspecify.annotations.NullMarked;

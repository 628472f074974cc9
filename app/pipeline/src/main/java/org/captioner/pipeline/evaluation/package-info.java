/**
 * Scores of one set of captions, put together with all that must be said beside them.
 *
 * <p>Not for computing scores; {@code eval} does that.
 */
package org.captioner.pipeline.evaluation;

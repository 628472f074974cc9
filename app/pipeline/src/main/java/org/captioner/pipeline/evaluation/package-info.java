/**
 * Scores of one set of captions, put together with what is needed to read and repeat them.
 *
 * <p>Not for computing scores; {@code eval} does that.
 */
package org.captioner.pipeline.evaluation;

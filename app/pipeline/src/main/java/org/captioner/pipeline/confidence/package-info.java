/**
 * How far a caption can be trusted: a number from 0 to 1 from the search's probabilities and the
 * photo's distance from the training photos, and the fit of what that number needs.
 *
 * <p>Not for making captions, nor for judging them against references.
 */
@NullMarked
package org.captioner.pipeline.confidence;

import org.jspecify.annotations.NullMarked;

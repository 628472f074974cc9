/**
 * Measurements of encoders on the machine at hand, side by side, with what is published about them.
 *
 * <p>Not for scores of captions; {@code evaluation} has those.
 */
@NullMarked
package org.captioner.pipeline.bench;

import org.jspecify.annotations.NullMarked;

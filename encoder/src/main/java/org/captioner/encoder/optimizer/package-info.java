/**
 * The optimiser of every network that is trained here, with parameter groups and moments that a
 * checkpoint can store.
 *
 * <p>Not for learning-rate schedules or training loops: the caller gives each step its rate.
 */
@NullMarked
package org.captioner.encoder.optimizer;

import org.jspecify.annotations.NullMarked;

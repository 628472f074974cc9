/**
 * The metrics by name, and sums of their scores: what options, reports and training choose from.
 *
 * <p>Not for the metrics themselves; each describes itself in its {@code ENTRY}.
 */
@NullMarked
package org.captioner.eval.registry;

import org.jspecify.annotations.NullMarked;

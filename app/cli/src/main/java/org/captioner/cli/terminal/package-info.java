/**
 * The streams of a command: results on one, logs and progress on the other.
 *
 * <p>Not for deciding what is logged; the commands do that.
 */
@NullMarked
package org.captioner.cli.terminal;

import org.jspecify.annotations.NullMarked;

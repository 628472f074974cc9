/**
 * The streams of a command: results on one, logs and progress on the other.
 *
 * <p>Not for deciding what is logged; the commands do that.
 */
package org.captioner.cli.terminal;

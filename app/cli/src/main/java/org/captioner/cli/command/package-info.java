/**
 * The commands: options in, exit codes out, one class each.
 *
 * <p>Not for the work itself, which the other modules and packages do; a command reads its options,
 * calls them, and reports what happened.
 */
@NullMarked
package org.captioner.cli.command;

import org.jspecify.annotations.NullMarked;

/**
 * The commands: options in, exit codes out, one class each.
 *
 * <p>Not for the work itself, which the other modules and packages do; a command reads its options,
 * calls them, and reports what happened.
 */
package org.captioner.cli.command;

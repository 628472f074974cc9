/**
 * What the person at the terminal sees: data on one stream, talk and progress on the other.
 *
 * <p>Not for deciding what to say; the commands do that.
 */
package org.captioner.cli.terminal;

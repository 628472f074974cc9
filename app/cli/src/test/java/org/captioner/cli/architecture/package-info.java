/**
 * Tests that hold the arrows of {@code docs/architecture.md}.
 *
 * <p>Not for the behaviour of any class.
 */
package org.captioner.cli.architecture;

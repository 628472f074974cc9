/**
 * The command line.
 *
 * <p>Not for anything that a library user would miss.
 */
package org.captioner.app;

/**
 * The entry point of the command line.
 *
 * <p>Not for anything that a library user would miss: captioning, training and scoring live in the
 * other modules.
 */
@NullMarked
package org.captioner.cli;

import org.jspecify.annotations.NullMarked;

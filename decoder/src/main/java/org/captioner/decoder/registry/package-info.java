/**
 * The list of decoders, by which the rest of the program finds them.
 *
 * <p>Not for the decoders themselves: each has a package of its own.
 */
@NullMarked
package org.captioner.decoder.registry;

import org.jspecify.annotations.NullMarked;

/**
 * Photos in, grids of features out.
 *
 * <p>Not for words; {@code decoder} turns grids into sentences.
 */
@NullMarked
package org.captioner.encoder;

import org.jspecify.annotations.NullMarked;

/**
 * Photos in, grids of features out.
 *
 * <p>Not for words; {@code decoder} turns grids into sentences.
 */
package org.captioner.encoder;

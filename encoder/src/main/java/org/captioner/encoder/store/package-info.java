/**
 * Features computed once and kept: a file of half-precision grids by image id, filled by several
 * workers, resumed after a kill.
 *
 * <p>Not for computing features (see {@code encoder}) nor for batching them (see {@code decoder}).
 */
@NullMarked
package org.captioner.encoder.store;

import org.jspecify.annotations.NullMarked;

/**
 * The parts that decoders are made of: projections, word vectors, attention, cells, dropout, matrix
 * products.
 *
 * <p>Not for whole networks: each has a package of its own.
 */
@NullMarked
package org.captioner.decoder.layer;

import org.jspecify.annotations.NullMarked;

/**
 * The parts that decoders are made of: projections, word vectors, attention, cells, dropout, matrix
 * products.
 *
 * <p>Not for whole networks: each has a package of its own.
 */
package org.captioner.decoder.layer;

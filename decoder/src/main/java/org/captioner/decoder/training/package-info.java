/**
 * Learning a decoder's weights from captioned images: batches, loss, optimiser, epochs,
 * checkpoints.
 *
 * <p>Not for reading datasets or making features; both come in ready.
 */
package org.captioner.decoder.training;

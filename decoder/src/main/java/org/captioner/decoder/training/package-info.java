/**
 * Training of a decoder on captioned images: batches, objectives, loss, epochs, checkpoints.
 *
 * <p>Not for reading datasets or making features; both are given.
 */
@NullMarked
package org.captioner.decoder.training;

import org.jspecify.annotations.NullMarked;

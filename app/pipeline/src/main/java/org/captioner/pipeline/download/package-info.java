/**
 * Brings declared files from the network to the disk: resumed after a cut, checked, then renamed.
 *
 * <p>Not for choosing what to train on, nor for reading what was fetched; the data set and encoder
 * modules do that, and never touch the network.
 */
@NullMarked
package org.captioner.pipeline.download;

import org.jspecify.annotations.NullMarked;

/**
 * Model bundles: a folder that holds everything that captioning a photo needs, data only.
 *
 * <p>Not for the state of a training run; {@code training} keeps that beside a bundle.
 */
@NullMarked
package org.captioner.decoder.bundle;

import org.jspecify.annotations.NullMarked;

/**
 * Classification with the same networks: photos to labels with probabilities, and transfer learning
 * on CIFAR-10 or on a folder per class.
 *
 * <p>Not for captions, which need words; see {@code decoder}.
 */
@NullMarked
package org.captioner.encoder.classify;

import org.jspecify.annotations.NullMarked;

/**
 * Whether files are as they were written: checksums, strict JSON, finite tensors.
 *
 * <p>Not for what the files mean; bundles and checkpoints know that.
 */
@NullMarked
package org.captioner.decoder.integrity;

import org.jspecify.annotations.NullMarked;

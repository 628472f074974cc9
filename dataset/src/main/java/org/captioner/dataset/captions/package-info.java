/**
 * The one reader and the one writer of files of captions: tables, JSON, JSON Lines and text, for
 * datasets, scoring and resuming alike.
 *
 * <p>Not for pictures or splits of a whole dataset; {@code format} puts these together.
 */
@NullMarked
package org.captioner.dataset.captions;

import org.jspecify.annotations.NullMarked;

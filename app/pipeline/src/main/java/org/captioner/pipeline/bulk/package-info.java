/**
 * Captions many photos with bounded memory, in the order in which they were found, and goes on
 * where an earlier run ended.
 *
 * <p>Not for finding photos or writing captions; both are handed in.
 */
@NullMarked
package org.captioner.pipeline.bulk;

import org.jspecify.annotations.NullMarked;

/**
 * Captions many photos with bounded memory, in the order in which they were found.
 *
 * <p>Not for finding photos or writing captions; both are handed in.
 */
package org.captioner.pipeline.bulk;

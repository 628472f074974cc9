/**
 * Captions for photos from Java: the captioner that a program depends on.
 *
 * <p>Not for options, terminals or servers; those stand on this library.
 */
package org.captioner.pipeline;

/**
 * Captions for photos from Java: {@link org.captioner.pipeline.ImageCaptioner} is the interface
 * that a program depends on, {@link org.captioner.pipeline.Captioner} captions with a model bundle.
 *
 * <p>Not for options, terminals or servers; those depend on this library.
 */
@NullMarked
package org.captioner.pipeline;

import org.jspecify.annotations.NullMarked;

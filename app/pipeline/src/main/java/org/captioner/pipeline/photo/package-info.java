/**
 * Finds the photos below files and folders that a person names.
 *
 * <p>Not for decoding pictures, which {@code dataset.image} does.
 */
package org.captioner.pipeline.photo;

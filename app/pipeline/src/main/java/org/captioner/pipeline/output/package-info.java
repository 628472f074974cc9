/**
 * Folders of photos in, rows of captions out: what {@code captioner caption} does around the model.
 *
 * <p>Not for the model itself, nor for reading pictures; {@code decoder} and {@code dataset} do
 * that. Nothing here writes to a folder that it reads photos from, unless told to.
 */
package org.captioner.pipeline.output;

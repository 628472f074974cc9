/**
 * The demonstration: a small captioner that learns to describe drawn scenes, end to end.
 *
 * <p>Not for photos; {@code captioner train} learns from those.
 */
@NullMarked
package org.captioner.pipeline.demo;

import org.jspecify.annotations.NullMarked;

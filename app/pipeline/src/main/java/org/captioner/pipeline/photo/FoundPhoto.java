package org.captioner.pipeline.photo;

import java.nio.file.Path;

/**
 * A file to caption.
 *
 * @param name what rows call it, with {@code /} between folders on every system
 * @param file where it is
 */
public record FoundPhoto(String name, Path file) {}

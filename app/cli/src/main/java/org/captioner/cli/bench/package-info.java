/**
 * Measurements as tables, Markdown and JSON, and the child processes that take them.
 *
 * <p>Not for measuring, which {@code pipeline.bench} does.
 */
@NullMarked
package org.captioner.cli.bench;

import org.jspecify.annotations.NullMarked;

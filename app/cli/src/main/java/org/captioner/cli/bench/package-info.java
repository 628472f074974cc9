/**
 * Measurements as tables, Markdown and JSON, and the child processes that take them.
 *
 * <p>Not for measuring, which {@code pipeline.bench} does.
 */
package org.captioner.cli.bench;

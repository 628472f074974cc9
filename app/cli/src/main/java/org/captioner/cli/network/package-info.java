/**
 * Encoder networks shown to people: tables as text, Markdown and JSON, and a drawing.
 *
 * <p>Not for counting, which {@code encoder} does.
 */
@NullMarked
package org.captioner.cli.network;

import org.jspecify.annotations.NullMarked;

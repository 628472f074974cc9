/**
 * Encoder networks shown to people: tables as text, Markdown and JSON, and a drawing.
 *
 * <p>Not for counting, which {@code encoder} does.
 */
package org.captioner.cli.network;

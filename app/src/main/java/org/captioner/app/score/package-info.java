/**
 * What {@code captioner score} and {@code evaluate} need beyond the evaluation library: names of
 * metrics, and captions from datasets as well as from files.
 *
 * <p>Not for scoring, which {@code eval} does.
 */
package org.captioner.app.score;

/**
 * Caption text: tokens, vocabulary, and sentences made of words again.
 *
 * <p>Not for scoring captions; {@code eval} does that, on the tokens made here.
 */
@NullMarked
package org.captioner.dataset.text;

import org.jspecify.annotations.NullMarked;

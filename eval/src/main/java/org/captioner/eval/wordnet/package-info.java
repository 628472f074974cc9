/**
 * Which words WordNet 3.0 holds to mean the same, as METEOR and SPICE look it up.
 *
 * <p>Not a WordNet browser: no glosses, no relations between synsets, no parts of speech.
 */
@NullMarked
package org.captioner.eval.wordnet;

import org.jspecify.annotations.NullMarked;

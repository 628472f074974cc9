/**
 * SPICE 1.0: captions compared by the scenes that they describe.
 *
 * <p>From dependencies to scores; not for parsing, which an isolated CoreNLP 3.6.0 does once it was
 * fetched.
 */
@NullMarked
package org.captioner.eval.spice;

import org.jspecify.annotations.NullMarked;

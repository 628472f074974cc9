/**
 * SPICE 1.0: captions compared by the scenes that they describe.
 *
 * <p>From dependencies on, everything happens here; not for parsing, which an isolated CoreNLP
 * 3.6.0 does, fetched only when asked for.
 */
package org.captioner.eval.spice;

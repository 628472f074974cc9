/**
 * Parses captions as SPICE 1.0 did, with the PCFG parser of CoreNLP 3.6.0, and gives the result as
 * plain text.
 *
 * <p>Not for direct use: {@code org.captioner.eval.spice} loads it by a class loader of its own, so
 * that CoreNLP 3.6.0 does not clash with the newer CoreNLP of the tokenizer. The interface between
 * them is {@code java.util.function.UnaryOperator<String>}.
 */
@NullMarked
package org.captioner.spiceparser;

import org.jspecify.annotations.NullMarked;

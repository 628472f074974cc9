/**
 * Parses captions as SPICE 1.0 did, with the PCFG parser of CoreNLP 3.6.0, and says the result in
 * plain text.
 *
 * <p>Not for direct use: {@code org.captioner.eval.spice} loads it by a class loader of its own, so
 * that CoreNLP 3.6.0 never meets the newer CoreNLP of the tokenizer. Nothing but {@code
 * java.util.function.UnaryOperator<String>} crosses that border.
 */
package org.captioner.spiceparser;

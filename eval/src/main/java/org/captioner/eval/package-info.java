/**
 * Scores of captions against references
 *
 * <p>BLEU, METEOR, ROUGE-L, CIDEr and SPICE.:Not for producing captions, and free of any tensor
 * library.
 */
package org.captioner.eval;

/**
 * METEOR 1.5 for English: normalisation, the matchers exact, stem, synonym and paraphrase, the
 * alignment, and the score.
 *
 * <p>Not for other languages or other weightings of the metric, and holding none of METEOR's own
 * tables: synonyms come from WordNet 3.0, paraphrases from a file that the user supplies.
 */
@NullMarked
package org.captioner.eval.meteor;

import org.jspecify.annotations.NullMarked;

/**
 * Scores of captions against references: BLEU, ROUGE-L, CIDEr, METEOR and SPICE, equal to the
 * original tools of the field.
 *
 * <p>Not for producing captions, and free of any tensor library.
 *
 * <pre>{@code
 * List<EvaluationItem> items =
 *         List.of(
 *                 new EvaluationItem(
 *                         "1.jpg",
 *                         List.of("a", "dog", "runs"),
 *                         List.of(List.of("a", "dog", "is", "running"), List.of("the", "dog"))));
 * MetricResult result = new Bleu().score(items);
 * double corpus = result.corpus("BLEU-4");
 * double image = result.image("1.jpg").get("BLEU-4");
 * System.out.println(result.signature());
 * }</pre>
 */
@NullMarked
package org.captioner.eval;

import org.jspecify.annotations.NullMarked;

/**
 * Captions to judge, as files hold them, matched with references by image id.
 *
 * <pre>{@code
 * PredictionSet predictions = PredictionFile.read(Path.of("captions.json"));
 * List<EvaluationItem> items =
 *         new ReferenceMatcher(dataset, new CaptionTokenizer()).match(predictions, Split.DEV);
 * }</pre>
 *
 * <p>Not for scoring; the metrics in {@code org.captioner.eval} do that.
 */
package org.captioner.eval.prediction;

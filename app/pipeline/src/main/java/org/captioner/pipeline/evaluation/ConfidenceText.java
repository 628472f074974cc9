package org.captioner.pipeline.evaluation;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Locale;
import org.captioner.pipeline.confidence.ConfidenceQuality;

/** How good confidence is, in words and as JSON. */
final class ConfidenceText {
    private ConfidenceText() {}

    /** A sentence or two. */
    static String summary(ConfidenceEvaluation confidence) {
        ConfidenceQuality quality = confidence.quality();
        String text =
                String.format(
                        Locale.ROOT,
                        "Confidence of %d captions: mean %.3f where %.3f was reached relative to a"
                                + " person's CIDEr of %.2f; calibration error %.3f; Spearman's"
                                + " correlation with CIDEr %.3f.",
                        quality.captions(),
                        quality.confidence(),
                        quality.relative(),
                        100 * confidence.personScore(),
                        quality.calibrationError(),
                        quality.spearman());
        return confidence
                .unlike()
                .map(
                        unlike ->
                                text
                                        + String.format(
                                                Locale.ROOT,
                                                " Against %d other pictures (mean %.3f): area under"
                                                        + " ROC %.4f.",
                                                unlike.pictures(),
                                                unlike.confidence(),
                                                unlike.area()))
                .orElse(text);
    }

    /** All numbers, unrounded. */
    static void write(ConfidenceEvaluation confidence, ObjectNode node) {
        ConfidenceQuality quality = confidence.quality();
        node.put("captions", quality.captions());
        node.put("person_cider", confidence.personScore());
        node.put("mean", quality.confidence());
        node.put("relative_cider", quality.relative());
        node.put("calibration_error", quality.calibrationError());
        if (Double.isNaN(quality.spearman())) {
            node.putNull("spearman");
        } else {
            node.put("spearman", quality.spearman());
        }
        ArrayNode bins = node.putArray("bins");
        for (ConfidenceQuality.Bin bin : quality.bins()) {
            bins.addObject()
                    .put("captions", bin.captions())
                    .put("confidence", bin.confidence())
                    .put("relative_cider", bin.relative());
        }
        confidence
                .unlike()
                .ifPresent(
                        unlike ->
                                node.putObject("unlike")
                                        .put("pictures", unlike.pictures())
                                        .put("mean", unlike.confidence())
                                        .put("roc_area", unlike.area()));
    }
}

package org.captioner.eval;

import java.util.ArrayList;
import java.util.List;

/**
 * One caption to judge, with what people wrote about the same image.
 *
 * @param imageId what the scores are reported by; unique among the items of one evaluation
 * @param hypothesis tokens of the caption to judge, as {@link
 *     org.captioner.dataset.text.CaptionTokenizer} makes them; empty for an empty caption
 * @param references tokens of each reference; at least one reference, each possibly empty
 */
public record EvaluationItem(
        String imageId, List<String> hypothesis, List<List<String>> references) {
    public EvaluationItem {
        hypothesis = List.copyOf(hypothesis);
        List<List<String>> copies = new ArrayList<>(references.size());
        for (List<String> reference : references) {
            copies.add(List.copyOf(reference));
        }
        references = List.copyOf(copies);
        if (references.isEmpty()) {
            throw new IllegalArgumentException(
                    "image " + imageId + " has no reference; every metric needs at least one");
        }
    }
}

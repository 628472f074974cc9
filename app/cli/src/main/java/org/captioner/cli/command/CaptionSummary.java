package org.captioner.cli.command;

import java.util.Locale;
import java.util.Map;
import java.util.StringJoiner;
import java.util.stream.Collectors;
import org.captioner.pipeline.bulk.BulkResult;
import org.captioner.pipeline.photo.PhotoSearch;

/**
 * The account of a run: every photo that was found is captioned, kept, failed or left.
 *
 * @param found at the start
 * @param kept photos that an earlier run captioned
 * @param result of this run
 * @param withheld photos whose caption this run left out because of its confidence; among those
 *     captioned in the result
 * @param seconds it took
 */
record CaptionSummary(
        PhotoSearch found, int kept, BulkResult result, int withheld, double seconds) {
    /** Photos and folders without a caption. */
    int failed() {
        return result.failed() + found.unreadable().size();
    }

    String line() {
        StringJoiner line = new StringJoiner(", ");
        line.add(
                Counted.count(result.captioned() - withheld, "photo")
                        + String.format(Locale.ROOT, " captioned in %.1f s", seconds));
        if (withheld > 0) {
            line.add(
                    Counted.count(withheld, "caption")
                            + " left out for low confidence (see the errors in the output)");
        }
        if (kept > 0) {
            line.add(kept + " kept from before");
        }
        if (result.failed() > 0) {
            line.add(result.failed() + " failed (see the errors in the output)");
        }
        if (!found.unreadable().isEmpty()) {
            line.add(Counted.count(found.unreadable().size(), "folder") + " not readable");
        }
        if (result.left() > 0) {
            line.add(result.left() + " left");
        }
        line.add("of " + Counted.count(found.photos().size(), "photo") + " found");
        String text = line.toString();
        if (!found.duplicates().isEmpty()) {
            text +=
                    "; "
                            + Counted.count(found.duplicates().size(), "link")
                            + " to them not followed";
        }
        if (!found.skipped().isEmpty()) {
            text += "; other files skipped: " + kinds(found.skipped());
        }
        return text;
    }

    private static String kinds(Map<String, Integer> skipped) {
        return skipped.entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .map(
                        kind ->
                                kind.getValue()
                                        + " "
                                        + (kind.getKey().isEmpty()
                                                ? "without extension"
                                                : "." + kind.getKey()))
                .collect(Collectors.joining(", "));
    }
}

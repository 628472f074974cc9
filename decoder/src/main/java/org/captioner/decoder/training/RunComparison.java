package org.captioner.decoder.training;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.captioner.dataset.InputException;

/** Compares what a run was started with and what it would be resumed with, member by member. */
final class RunComparison {
    /** Options of the command line whose name is not that of the member they decide. */
    private static final Map<String, String> OPTIONS =
            Map.ofEntries(
                    Map.entry("encoder.fingerprint", "--weights or --model"),
                    Map.entry("encoder.backend", "--backend"),
                    Map.entry("encoder.layer", "--features"),
                    Map.entry("encoder.gridSide", "--grid"),
                    Map.entry("encoder.transform.size", "--size"),
                    Map.entry("encoder.transform.resize", "--resize"),
                    Map.entry("encoder.views", "--mirror"),
                    Map.entry("views", "--mirror"),
                    Map.entry("datasetChecksum", "--data or --split-seed"),
                    Map.entry("minimumCount", "--min-count"),
                    Map.entry("decoder.kind", "--decoder"),
                    Map.entry("decoderShape.maximumLength", "--max-length"),
                    Map.entry("search.beams", "--beam"),
                    Map.entry("search.rules", "--defects"),
                    Map.entry("search.rules.defects", "--defects"),
                    Map.entry("training.warmUpSteps", "--warm-up"),
                    Map.entry("training.imagesPerBatch", "--batch"),
                    Map.entry("training.clipNorm", "--clip"),
                    Map.entry("training.captionsPerImage", "--captions-per-image or --samples"),
                    Map.entry("startWeights", "--model"));

    private RunComparison() {}

    /**
     * Requires two records to be equal.
     *
     * @param file that stores the first, named in messages
     * @throws InputException naming the first member that differs, both values and the remedy
     */
    static void requireSame(Path file, JsonNode stored, JsonNode given) {
        List<String> differences = new ArrayList<>();
        compare("", stored, given, differences);
        if (!differences.isEmpty()) {
            throw new InputException(
                    file
                            + ": the run was started with "
                            + differences.get(0)
                            + "; resume with what it was started with, or start another run in"
                            + " another folder");
        }
    }

    private static void compare(
            String member, JsonNode stored, JsonNode given, List<String> differences) {
        if (stored.isObject() && given.isObject()) {
            Set<String> names = new LinkedHashSet<>();
            given.fieldNames().forEachRemaining(names::add);
            stored.fieldNames().forEachRemaining(names::add);
            String prefix = member.isEmpty() ? "" : member + ".";
            for (String name : names) {
                compare(prefix + name, at(stored, name), at(given, name), differences);
            }
        } else if (!equal(stored, given)) {
            String option = OPTIONS.get(member);
            differences.add(
                    member
                            + (option == null ? "" : " (" + option + ")")
                            + " "
                            + text(stored)
                            + ", not "
                            + text(given));
        }
    }

    private static JsonNode at(JsonNode node, String name) {
        JsonNode value = node.get(name);
        return value == null ? MissingNode.getInstance() : value;
    }

    /** Numbers are equal by value: what was a long when written may be an int when read. */
    private static boolean equal(JsonNode one, JsonNode other) {
        return one.toString().equals(other.toString()) || one.equals(other);
    }

    private static String text(JsonNode value) {
        return value.isMissingNode()
                ? "nothing"
                : value.isTextual() ? value.asText() : value.toString();
    }
}

package org.captioner.encoder.tensor;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Predicate;
import org.captioner.dataset.InputException;

/**
 * The names and shapes a network needs, matched strictly against a file: a net that loads with a
 * tensor missing, or with another net's tensor, gives wrong features without a word.
 *
 * @param what named in the message, such as {@code ResNet-50 up to layer3}
 * @param shapes by the file's tensor names, in the network's order
 */
public record ExpectedTensors(String what, Map<String, TensorShape> shapes) {
    private static final int NAMES_SHOWN = 8;

    public ExpectedTensors {
        shapes = Collections.unmodifiableMap(new LinkedHashMap<>(shapes));
    }

    /**
     * Requires that the file holds exactly these tensors in these shapes.
     *
     * @param ignored tensors of the file that may be there without being expected
     * @throws InputException listing every kind of difference
     */
    public void requireIn(SafetensorsFile file, Predicate<String> ignored) {
        Map<String, TensorShape> found = new LinkedHashMap<>();
        for (String name : file.names()) {
            if (shapes.containsKey(name) || !ignored.test(name)) {
                found.put(name, file.shape(name));
            }
        }
        requireEqual(file.path().toString(), found);
    }

    /** Requires the same of tensors by name, for sources other than a file. */
    public void requireEqual(String source, Map<String, TensorShape> found) {
        List<String> missing = shapes.keySet().stream().filter(n -> !found.containsKey(n)).toList();
        List<String> unexpected =
                found.keySet().stream().filter(n -> !shapes.containsKey(n)).toList();
        List<String> misshaped =
                shapes.keySet().stream()
                        .filter(
                                n ->
                                        found.containsKey(n)
                                                && !Objects.equals(found.get(n), shapes.get(n)))
                        .map(n -> n + " (" + found.get(n) + ", needed " + shapes.get(n) + ")")
                        .toList();
        List<String> problems = new ArrayList<>();
        describe("missing", missing, problems);
        describe("unexpected", unexpected, problems);
        describe("of another shape", misshaped, problems);
        if (!problems.isEmpty()) {
            throw new InputException(
                    source
                            + ": does not fit "
                            + what
                            + "; "
                            + String.join("; ", problems)
                            + "; take a file that was made for it");
        }
    }

    private static void describe(String kind, List<String> names, List<String> problems) {
        if (names.isEmpty()) {
            return;
        }
        List<String> sorted = names.stream().sorted().toList();
        String shown = String.join(", ", sorted.subList(0, Math.min(NAMES_SHOWN, sorted.size())));
        int more = sorted.size() - NAMES_SHOWN;
        problems.add(
                names.size()
                        + " "
                        + kind
                        + ": "
                        + shown
                        + (more > 0 ? " and " + more + " more" : ""));
    }
}

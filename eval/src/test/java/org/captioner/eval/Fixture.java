package org.captioner.eval;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/**
 * Captions with the scores that the original tools gave them; each file's {@code provenance} names
 * tool, version and command. The hand-made corner cases lie in the test resources; those made of
 * Flickr8k captions are read from the shared folder where there is one.
 */
public record Fixture(String name, JsonNode root) {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** Every fixture that is at hand. */
    public static Stream<Fixture> all() {
        return Stream.concat(cornerCases(), shared());
    }

    /** The corner cases of the test resources. */
    public static Stream<Fixture> cornerCases() {
        return in(Path.of("src/test/resources/fixtures"));
    }

    /** A folder or file below the shared metrics folder; skips the test where it is absent. */
    public static Path sharedFile(String name) {
        Path file = Path.of(System.getProperty("captioner.shared", "absent"), "metrics", name);
        Assumptions.assumeTrue(
                Files.exists(file), "skipped: no " + file + " (set -Dcaptioner.shared)");
        return file;
    }

    private static Stream<Fixture> shared() {
        Path folder = Path.of(System.getProperty("captioner.shared", "absent"), "metrics/fixtures");
        return Files.exists(folder) ? in(folder) : Stream.empty();
    }

    private static Stream<Fixture> in(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            return files
                    .filter(file -> file.toString().endsWith(".json"))
                    .sorted()
                    .map(Fixture::read)
                    .toList()
                    .stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Reads one fixture file. */
    public static Fixture read(Path file) {
        try {
            return new Fixture(file.getFileName().toString(), JSON.readTree(file.toFile()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The captions, in the tokens that the original metrics were given. */
    public List<EvaluationItem> items() {
        List<EvaluationItem> items = new ArrayList<>();
        for (JsonNode image : root.get("images")) {
            List<List<String>> references = new ArrayList<>();
            image.get("references_tokens").forEach(line -> references.add(tokens(line.asText())));
            items.add(
                    new EvaluationItem(
                            image.get("id").asText(),
                            tokens(image.get("hypothesis_tokens").asText()),
                            references));
        }
        return items;
    }

    /** The corpus score under the fixture's name for it. */
    public double expected(String key) {
        return root.get("expected").get(key).doubleValue();
    }

    /** The score of one image under the fixture's name for it. */
    public JsonNode expected(String imageId, String key) {
        return root.get("per_image").get(imageId).get(key);
    }

    /** One line of blank-separated tokens. */
    public static List<String> tokens(String line) {
        return line.isEmpty() ? List.of() : Arrays.asList(line.split(" "));
    }

    @Override
    public String toString() {
        return name;
    }
}

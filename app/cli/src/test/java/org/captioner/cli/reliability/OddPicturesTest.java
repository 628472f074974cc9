package org.captioner.cli.reliability;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.captioner.decoder.lstm.LstmOptions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** One folder of all that can be wrong with pictures, captioned in one run with little memory. */
@Tag("reliability")
@EnabledOnOs(OS.LINUX)
class OddPicturesTest {
    private static final Path FIXTURES =
            Path.of("../../dataset/src/test/resources/org/captioner/dataset/image");
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir Path folder;

    @Test
    void eachIsACaptionOrAnErrorAndNoneEndsTheRun(TestReporter report)
            throws IOException, InterruptedException {
        Path photos = Files.createDirectory(folder.resolve("photos"));
        int written = OddPictures.write(FIXTURES, photos);
        Path model = folder.resolve("model");
        TinyData.writeModel(model, new LstmOptions(8, 4, 0));

        Map<String, JsonNode> rows = caption(photos, model, "rows.jsonl");
        assertEquals(written, rows.size());
        int errors = 0;
        for (Map.Entry<String, JsonNode> row : rows.entrySet()) {
            boolean captioned = !row.getValue().path("caption").asText().isEmpty();
            String error = row.getValue().path("error").asText();
            assertTrue(captioned == error.isEmpty(), row.toString());
            Talk.requireNoTrace(error);
            errors += captioned ? 0 : 1;
        }
        rows.forEach(
                (name, row) -> {
                    if (name.matches("(sound|drawn|type)-.*")) {
                        // A model of random weights may have nothing to say.
                        String error = row.path("error").asText();
                        assertTrue(error.isEmpty() || error.contains("no word"), row.toString());
                    }
                });

        // What stands beside it changes no photo's caption.
        Path sound = Files.createDirectory(folder.resolve("sound"));
        List<String> names =
                rows.keySet().stream().filter(name -> name.startsWith("sound-")).toList();
        for (String name : names) {
            Files.copy(photos.resolve(name), sound.resolve(name));
        }
        caption(sound, model, "sound.jsonl")
                .forEach(
                        (name, row) ->
                                assertEquals(row.get("caption"), rows.get(name).get("caption")));
        report.publishEntry("pictures", written + " pictures, " + errors + " errors");
    }

    private Map<String, JsonNode> caption(Path photos, Path model, String output)
            throws IOException, InterruptedException {
        Path file = folder.resolve(output);
        CommandProcess process = CommandProcess.in(folder).withJava("-Xmx256m");
        List<String> arguments = new ArrayList<>(List.of("caption", photos.toString()));
        arguments.addAll(List.of("--model", model.toString(), "--output", file.toString()));
        arguments.addAll(List.of("--threads", "2"));
        assertEquals(0, process.run(arguments), process::toString);
        Talk.requireNoTrace(process.talk());
        Map<String, JsonNode> rows = new LinkedHashMap<>();
        for (String line : Files.readAllLines(file)) {
            JsonNode row = JSON.readTree(line);
            rows.put(row.get("image").asText(), row);
        }
        return rows;
    }
}

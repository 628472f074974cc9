package org.captioner.cli.reliability;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.captioner.cli.reliability.FileDamage.Damage;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Checkpoints whose weights, moments or counters are not as they were written. */
@Tag("reliability")
@EnabledOnOs(OS.LINUX)
class HostileCheckpointsTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String STATE = "training.json";
    private static final String WEIGHTS = "last/weights.safetensors";

    @TempDir Path folder;

    @Test
    void eachIsRefusedInALineOrHarmless(TestReporter report)
            throws IOException, InterruptedException {
        TinyData data = TinyData.make(folder, 0);
        data.train();
        Path sound = folder.resolve("trained");
        Map<Path, String> made = new LinkedHashMap<>();
        List<String> commands = new ArrayList<>();
        List<Map.Entry<String, Damage>> damages = new ArrayList<>(damages().entrySet());
        for (Map.Entry<String, Damage> damage : Repetitions.share(damages, 12)) {
            Path copy = folder.resolve("c" + made.size());
            copy(sound, copy);
            damage.getValue().apply(copy.resolve("last"));
            made.put(copy, damage.getKey());
            List<String> resume = new ArrayList<>(LongWork.TRAIN.arguments(data, copy));
            resume.add("--resume");
            commands.add(String.join("\t", resume));
        }
        CommandList.run(folder, commands);

        List<String> wrong = new ArrayList<>();
        int refused = 0;
        int command = 0;
        for (Map.Entry<Path, String> each : made.entrySet()) {
            int code = Integer.parseInt(Files.readString(folder.resolve(command + ".code")));
            String talk = Files.readString(folder.resolve(command + ".talk"));
            refused += code == 2 ? 1 : 0;
            try {
                Talk.requireNoTrace(talk);
                if (code == 0) {
                    assertArrayEquals(
                            Files.readAllBytes(sound.resolve(WEIGHTS)),
                            Files.readAllBytes(each.getKey().resolve(WEIGHTS)));
                } else {
                    assertEquals(2, code, talk);
                    Talk.requireOneLineRefusal(talk);
                }
            } catch (AssertionError e) {
                wrong.add(each.getValue() + ": " + e.getMessage());
            }
            command++;
        }
        assertEquals(List.of(), wrong);
        report.publishEntry("checkpoints", made.size() + " variants, " + refused + " refused");
    }

    /** What is done to the folder of a checkpoint, by name. */
    private static Map<String, Damage> damages() {
        Map<String, Damage> all = new LinkedHashMap<>();
        for (String file :
                List.of(
                        "model.json",
                        "weights.safetensors",
                        "vocabulary.json",
                        "moments.safetensors",
                        STATE)) {
            Map<String, Damage> damages = FileDamage.toContent(file.hashCode());
            damages.putAll(FileDamage.toKind());
            damages.forEach(
                    (name, damage) ->
                            all.put(file + "-" + name, last -> damage.apply(last.resolve(file))));
        }
        for (String member :
                List.of(
                        "epoch",
                        "step",
                        "optimizerSteps",
                        "lossSum",
                        "words",
                        "captions",
                        "seconds",
                        "epochs",
                        "files",
                        "run")) {
            for (String value : List.of("null", "-1", "2147483647", "1e300", "\"x\"", "[]", "{}")) {
                all.put(member + " is " + value, last -> forge(last, member, value));
            }
            all.put("no " + member, last -> forge(last, member, ""));
        }
        return all;
    }

    /** Sets a member, or removes it; the checksum that would tell is removed as well. */
    private static void forge(Path last, String member, String value) throws IOException {
        Path file = last.resolve(STATE);
        ObjectNode root = (ObjectNode) JSON.readTree(file.toFile());
        root.remove("checksum");
        if (value.isEmpty()) {
            root.remove(member);
        } else {
            root.set(member, JSON.readTree(value));
        }
        Files.writeString(file, root.toPrettyString());
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.toList()) {
                Files.copy(file, to.resolve(from.relativize(file)));
            }
        }
    }
}

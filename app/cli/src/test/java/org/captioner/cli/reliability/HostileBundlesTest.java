package org.captioner.cli.reliability;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.captioner.cli.reliability.BundleVariants.Cause;
import org.captioner.cli.reliability.BundleVariants.Variant;
import org.captioner.decoder.lstm.LstmOptions;
import org.captioner.decoder.network.DecoderOptions;
import org.captioner.decoder.transformer.TransformerOptions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Bundles that are damaged or made to harm, given to commands in a process with little memory. */
@Tag("reliability")
@EnabledOnOs(OS.LINUX)
class HostileBundlesTest {
    /** Of the whole process, most of which is the tensor engine. */
    private static final long MOST_KILOBYTES = 900_000;

    @TempDir Path folder;

    static List<DecoderOptions> decoders() {
        DecoderOptions lstm = new LstmOptions(8, 4, 0);
        return Repetitions.all()
                ? List.of(lstm, new TransformerOptions(8, 1, 2, 16, 0))
                : List.of(lstm);
    }

    @ParameterizedTest
    @MethodSource("decoders")
    void eachIsRefusedInALineOrHarmless(DecoderOptions options, TestReporter report)
            throws IOException, InterruptedException {
        Path sound = folder.resolve("sound");
        TinyData.writeModel(sound, options);
        Path photos = Files.createDirectory(folder.resolve("photos"));
        TinyData.writePhoto(photos.resolve("a.png"), 1);

        List<Variant> variants = Repetitions.share(BundleVariants.all(), 4);
        Map<Path, Variant> made = new LinkedHashMap<>();
        for (Variant variant : variants) {
            Path copy = Files.createDirectory(folder.resolve("v" + made.size()));
            copy(sound, copy);
            variant.change().apply(copy);
            made.put(copy, variant);
        }
        List<String> commands = new ArrayList<>();
        commands.add(String.join("\t", "caption", photos.toString(), "--model", sound.toString()));
        for (Path model : made.keySet()) {
            commands.add(
                    String.join("\t", "caption", photos.toString(), "--model", model.toString()));
            commands.add(String.join("\t", "inspect", "bundle", model.toString()));
        }
        CommandProcess process = CommandList.run(folder, commands);

        List<String> wrong = new ArrayList<>();
        int command = 1;
        int refused = 0;
        for (Variant variant : made.values()) {
            refused += result(command) == 2 ? 1 : 0;
            for (int i = 0; i < 2; i++) {
                try {
                    require(variant, command + i, i == 0);
                } catch (AssertionError e) {
                    wrong.add(variant.name() + ": " + e.getMessage());
                }
            }
            command += 2;
        }
        assertEquals(List.of(), wrong);
        long peak = Long.parseLong(process.output().replaceAll("\\D", ""));
        assertTrue(peak < MOST_KILOBYTES, peak + " kB");
        report.publishEntry(
                "bundles", variants.size() + " variants, " + refused + " refused, " + peak + " kB");
    }

    /** The captions of the sound bundle are those of command 0. */
    private void require(Variant variant, int command, boolean captions) throws IOException {
        String talk = text(command, "talk");
        Talk.requireNoTrace(talk);
        int code = result(command);
        if (code == 0) {
            if (captions && variant.cause() == Cause.ACCIDENT) {
                assertEquals(text(0, "data"), text(command, "data"));
            }
        } else {
            assertEquals(2, code, talk);
            Talk.requireOneLineRefusal(talk);
            assertEquals("", text(command, "data"));
        }
    }

    private int result(int command) throws IOException {
        return Integer.parseInt(text(command, "code"));
    }

    private String text(int command, String stream) throws IOException {
        return Files.readString(folder.resolve(command + "." + stream));
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.list(from)) {
            for (Path file : files.toList()) {
                Files.copy(file, to.resolve(file.getFileName()));
            }
        }
    }
}

package org.captioner.cli.command;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * A model that tests share: a short demo, run once for all of them and deleted in the end.
 *
 * @param folder of the demo: {@code scenes}, {@code run} and {@code report.html}
 * @param run what the demo printed
 */
record DemoModel(Path folder, CommandRun run) {
    private static @Nullable DemoModel made;

    /** The one model. */
    static synchronized DemoModel get() {
        if (made == null) {
            made = make();
        }
        return made;
    }

    private static DemoModel make() {
        try {
            Path folder = Files.createTempDirectory("captioner-demo");
            Runtime.getRuntime().addShutdownHook(new Thread(() -> delete(folder)));
            CommandRun run =
                    CommandRun.of(
                            "demo",
                            "--output",
                            folder,
                            "--epochs",
                            1,
                            "--train-images",
                            16,
                            "--threads",
                            1);
            return new DemoModel(folder, run);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Its model bundle. */
    Path bundle() {
        return folder.resolve("run/best");
    }

    /** Copies some of its scenes into a folder, the third into a folder of that, and lists them. */
    List<Path> photos(Path target, int count) throws IOException {
        List<Path> scenes;
        try (Stream<Path> listing = Files.list(folder.resolve("scenes/images"))) {
            scenes = listing.sorted().limit(count).toList();
        }
        Files.createDirectories(target.resolve("sub"));
        for (int i = 0; i < count; i++) {
            Files.copy(scenes.get(i), target.resolve(i == 2 ? "sub/p2.png" : "p" + i + ".png"));
        }
        return scenes;
    }

    private static void delete(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

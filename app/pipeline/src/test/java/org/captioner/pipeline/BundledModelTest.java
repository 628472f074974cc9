package org.captioner.pipeline;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BundledModelTest {
    @TempDir Path root;

    @Test
    void theModelOfACheckoutIsFoundFromItsClassesAndItsArchives() throws IOException {
        Path bundle = Files.createDirectories(root.resolve("data/captioner"));
        Path classes = root.resolve("app/pipeline/target/classes");
        assertEquals(Optional.empty(), BundledModel.below(classes), "a folder without a model");
        Files.writeString(bundle.resolve("model.json"), "{}");
        assertEquals(Optional.of(bundle), BundledModel.below(classes));
        assertEquals(
                Optional.of(bundle), BundledModel.below(root.resolve("app/cli/target/lib/x.jar")));
        assertEquals(Optional.of(bundle), BundledModel.below(root.resolve("lib/x.jar")));
    }

    @Test
    void whatLiesFarAboveIsNotTheProgramsOwn() throws IOException {
        Files.createDirectories(root.resolve("data/captioner"));
        Files.writeString(root.resolve("data/captioner/model.json"), "{}");
        assertEquals(
                Optional.empty(),
                BundledModel.below(root.resolve(".m2/repository/org/captioner/pipeline/1/x.jar")));
        assertEquals(Optional.empty(), BundledModel.below(null));
    }
}

package org.captioner.dataset;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Assumptions;

/** Real data beside the checkout; tests that need it are skipped where it is absent. */
public final class SharedData {
    private SharedData() {}

    /** A file or folder of the shared data, or the test is skipped with a message. */
    public static Path require(String name) {
        Path path = Path.of(System.getProperty("captioner.shared", "shared")).resolve(name);
        Assumptions.assumeTrue(
                Files.exists(path), () -> "skipped: the shared data has no " + path.normalize());
        return path;
    }
}

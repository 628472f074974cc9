package org.captioner.cli.command;

import java.nio.file.Files;
import java.nio.file.Path;
import org.captioner.dataset.InputException;

/** What must be in order before any command works. */
final class StartChecks {
    private StartChecks() {}

    /**
     * Checks that temporary files can be written, which libraries need.
     *
     * @throws InputException if not
     */
    static void require() {
        String temporary = System.getProperty("java.io.tmpdir", "");
        Path folder = Path.of(temporary);
        if (!Files.isDirectory(folder) || !Files.isWritable(folder)) {
            throw new InputException(
                    "temporary files cannot be written to '"
                            + temporary
                            + "'; make that folder writable, or name another with TMPDIR or"
                            + " CAPTIONER_JAVA_OPTIONS=-Djava.io.tmpdir=DIR");
        }
    }
}

package org.captioner.pipeline;

import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSource;
import java.util.Optional;
import org.captioner.dataset.InputException;
import org.jspecify.annotations.Nullable;

/**
 * The captioner that comes with the program: the bundle {@code data/captioner} of the checkout or
 * distribution that this class runs from. A program that depends on the library alone has none.
 */
public final class BundledModel {
    private static final Path FOLDER = Path.of("data", "captioner");

    /** From {@code app/cli/target/lib/x.jar} or {@code app/pipeline/target/classes} to the top. */
    private static final int MOST_LEVELS = 6;

    private BundledModel() {}

    /**
     * The bundle's folder.
     *
     * @throws InputException if there is none
     */
    public static Path folder() {
        return below(ownLocation())
                .orElseThrow(
                        () ->
                                new InputException(
                                        "this copy of captioner comes without a model in "
                                                + FOLDER
                                                + "; name one with --model"));
    }

    /**
     * The bundle that belongs to a program.
     *
     * @param code the archive or folder of its classes; none if unknown
     */
    static Optional<Path> below(@Nullable Path code) {
        Path folder = code;
        for (int level = 0; folder != null && level < MOST_LEVELS; level++) {
            Path bundle = folder.resolve(FOLDER);
            if (Files.isRegularFile(bundle.resolve("model.json"))) {
                return Optional.of(bundle);
            }
            folder = folder.getParent();
        }
        return Optional.empty();
    }

    private static @Nullable Path ownLocation() {
        CodeSource source = BundledModel.class.getProtectionDomain().getCodeSource();
        try {
            return source == null ? null : Path.of(source.getLocation().toURI());
        } catch (URISyntaxException | IllegalArgumentException e) {
            // Classes from elsewhere than a file: nothing lies beside them.
            return null;
        }
    }
}

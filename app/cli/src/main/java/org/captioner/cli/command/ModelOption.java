package org.captioner.cli.command;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The option that names a model. */
final class ModelOption {
    private static final String BEST = "best";

    @Option(
            names = "--model",
            required = true,
            paramLabel = "DIR",
            description = "The model bundle, or the folder of the training run that made it.")
    private @Nullable Path model;

    /** The bundle's folder, which for a training run is its best model. */
    Path model() {
        return bundle(Objects.requireNonNull(model));
    }

    static Path bundle(Path model) {
        if (Files.exists(model.resolve("model.json"))) {
            return model;
        }
        Path best = model.resolve(BEST);
        return Files.isDirectory(best) ? best : model;
    }
}

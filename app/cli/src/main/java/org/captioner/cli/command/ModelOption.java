package org.captioner.cli.command;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The option that names a model; a mixin, or the base of a group that offers another choice. */
class ModelOption {
    private static final String BEST = "best";

    @Option(
            names = "--model",
            required = true,
            paramLabel = "DIR",
            description = "The model bundle, or the folder of the training run that made it.")
    private @Nullable Path model;

    /** The bundle's folder, which for a training run is its best model. */
    final Path model() {
        return given().orElseThrow();
    }

    /** The same; empty if the other choice of a group was taken. */
    final Optional<Path> given() {
        return Optional.ofNullable(model).map(ModelOption::bundle);
    }

    static Path bundle(Path model) {
        if (Files.exists(model.resolve("model.json"))) {
            return model;
        }
        Path best = model.resolve(BEST);
        return Files.isDirectory(best) ? best : model;
    }
}

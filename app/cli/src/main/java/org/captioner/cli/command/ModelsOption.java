package org.captioner.cli.command;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import picocli.CommandLine.Option;

/**
 * The option that names a model or several; a mixin, or the base of a group that offers another
 * choice.
 */
class ModelsOption {
    @Option(
            names = "--model",
            required = true,
            paramLabel = "DIR",
            description =
                    "The model bundle, or the folder of the training run that made it. Given several"
                            + " times, models of one vocabulary choose each word together.")
    private List<Path> models = List.of();

    /** The bundles' folders, which for a training run is its best model; none if not given. */
    final List<Path> models() {
        return models.stream().map(ModelOption::bundle).toList();
    }

    /** What errors and reports call them: {@code a + b}. */
    final String label() {
        return models().stream().map(Path::toString).collect(Collectors.joining(" + "));
    }
}

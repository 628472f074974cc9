package org.captioner.cli.command;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.captioner.dataset.InputException;
import org.captioner.decoder.search.SearchOptions;
import org.captioner.pipeline.BundledModel;
import picocli.CommandLine.Option;

/** The option that names a model or several; without it, the model that comes with the program. */
final class ModelsOption {
    @Option(
            names = "--model",
            paramLabel = "DIR",
            description =
                    "The model bundle, or the folder of the training run that made it. Given"
                            + " several times, models of one vocabulary choose each word together."
                            + " Without this, the model that comes with captioner.")
    private List<Path> models = List.of();

    /**
     * The bundles' folders, which for a training run is its best model.
     *
     * @throws InputException if none is given, and none comes with the program
     */
    List<Path> models() {
        return models.isEmpty()
                ? List.of(BundledModel.folder())
                : models.stream().map(ModelOption::bundle).toList();
    }

    /**
     * Why captions have no confidence that an option asks for.
     *
     * @param option by its name
     */
    InputException withoutConfidence(String option, SearchOptions search) {
        if (!search.isMostProbable()) {
            return new InputException(
                    "captions of "
                            + search.label()
                            + " state no confidence, which "
                            + option
                            + " goes by; leave it out, or leave out --sample, --groups and"
                            + " --consensus");
        }
        return new InputException(
                models().size() == 1
                        ? label()
                                + ": states no confidence, which "
                                + option
                                + " goes by; run captioner calibrate-confidence --model "
                                + label()
                                + " --data DATASET once"
                        : "models that caption together state no confidence, which "
                                + option
                                + " goes by; leave it out or name one --model");
    }

    /** What errors and reports call them: {@code a + b}. */
    String label() {
        return models().stream().map(Path::toString).collect(Collectors.joining(" + "));
    }
}

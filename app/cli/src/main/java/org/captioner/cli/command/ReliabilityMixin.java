package org.captioner.cli.command;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.captioner.dataset.InputException;
import org.captioner.pipeline.Captioner;
import org.captioner.pipeline.evaluation.ReliabilityDiagram;
import org.captioner.pipeline.photo.FoundPhoto;
import org.captioner.pipeline.photo.PhotoFinder;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What else to find out about the confidence of a model's captions. */
@OptionSection("Confidence (of a model after captioner calibrate-confidence)")
final class ReliabilityMixin {
    @Option(
            names = "--reliability",
            paramLabel = "FILE",
            description =
                    "Also draw confidence against scores, as .png, or as .html with the numbers.")
    private @Nullable Path diagram;

    @Option(
            names = "--unlike",
            paramLabel = "PATH",
            description =
                    "Also caption these pictures, which are not of the dataset's kind, and print"
                            + " how well confidence tells them from the split's photos.")
    private List<Path> unlike = List.of();

    /** Where to draw the diagram. */
    Optional<Path> diagram() {
        return Optional.ofNullable(diagram);
    }

    /**
     * The other pictures.
     *
     * @throws InputException if a path holds none
     */
    List<FoundPhoto> unlike() {
        return unlike.isEmpty() ? List.of() : PhotoFinder.find(unlike, Optional.empty()).photos();
    }

    /**
     * Refuses what could not be done later.
     *
     * @throws InputException if the diagram's name has another ending
     */
    void check() {
        diagram().ifPresent(ReliabilityDiagram::requireName);
    }

    /**
     * Refuses the options for a model without confidence.
     *
     * @param model that was loaded
     */
    void require(Captioner captioner, Path model) {
        if (captioner.confidence().isEmpty() && (diagram != null || !unlike.isEmpty())) {
            throw new InputException(
                    model
                            + ": states no confidence, which "
                            + (diagram == null ? "--unlike" : "--reliability")
                            + " goes by; run captioner calibrate-confidence --model "
                            + model
                            + " --data DATASET once");
        }
    }
}

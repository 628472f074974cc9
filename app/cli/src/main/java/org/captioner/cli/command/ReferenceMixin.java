package org.captioner.cli.command;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.captioner.dataset.Split;
import org.captioner.dataset.format.DatasetFormat;
import org.captioner.pipeline.evaluation.CaptionSources;
import picocli.CommandLine.Option;

/** The options that say where references are. */
final class ReferenceMixin {
    @Option(
            names = {"-r", "--references"},
            required = true,
            paramLabel = "PATH",
            description = "Captions people wrote: a dataset or a file; several files add up.")
    private List<Path> references;

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            description = "Read the references as this kind of dataset: ${COMPLETION-CANDIDATES}.")
    private DatasetFormat format;

    @Option(
            names = "--split",
            defaultValue = "test",
            description = "The split of a dataset to score on (default: ${DEFAULT-VALUE}).")
    private String split;

    /** Reads captions, as the kind of dataset that was named. */
    CaptionSources sources() {
        return new CaptionSources(Optional.ofNullable(format));
    }

    /** Raw references by image id, of the split to score on. */
    Map<String, List<String>> ofSplit() {
        Split chosen = Split.parse(split);
        return merged(path -> sources().split(path, chosen));
    }

    /** Raw references by image id, of all splits. */
    Map<String, List<String>> all() {
        return merged(sources()::all);
    }

    private Map<String, List<String>> merged(Function<Path, Map<String, List<String>>> reader) {
        Map<String, List<String>> captions = new LinkedHashMap<>();
        for (Path path : references) {
            reader.apply(path)
                    .forEach(
                            (id, texts) ->
                                    captions.computeIfAbsent(id, k -> new ArrayList<>())
                                            .addAll(texts));
        }
        return captions;
    }
}

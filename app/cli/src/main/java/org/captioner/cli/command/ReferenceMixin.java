package org.captioner.cli.command;

import org.captioner.dataset.Split;
import org.captioner.dataset.format.DatasetFormat;
import org.captioner.eval.file.CaptionSet;
import org.captioner.pipeline.evaluation.CaptionSources;
import org.jspecify.annotations.Nullable;

import picocli.CommandLine.Option;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** The options for references. */
final class ReferenceMixin {
    @Option(
            names = {"-r", "--references"},
            required = true,
            paramLabel = "PATH",
            description = "Captions people wrote: a dataset or a file; several files add up.")
    private List<Path> references;

    @FormerNames("--format")
    @Option(
            names = "--data-format",
            paramLabel = "FORMAT",
            completionCandidates = DatasetFormatNames.class,
            converter = DatasetFormatNames.class,
            description = "Read the references as this kind of dataset: ${COMPLETION-CANDIDATES}.")
    private @Nullable DatasetFormat format;

    @Option(
            names = "--split",
            paramLabel = "SPLIT",
            defaultValue = "test",
            description = "The split of a dataset to score on (default: ${DEFAULT-VALUE}).")
    private String split;

    /** Reads captions, as the kind of dataset that was named. */
    CaptionSources sources() {
        return new CaptionSources(Optional.ofNullable(format));
    }

    /** Raw references by image id, of the split to score on. */
    CaptionSet ofSplit() {
        Split chosen = Split.parse(split);
        return merged(path -> sources().split(path, chosen));
    }

    /** Raw references by image id, of all splits. */
    CaptionSet all() {
        return merged(sources()::all);
    }

    private CaptionSet merged(Function<Path, CaptionSet> reader) {
        Map<String, List<String>> captions = new LinkedHashMap<>();
        Map<String, String> files = new LinkedHashMap<>();
        for (Path path : references) {
            CaptionSet read = reader.apply(path);
            read.captions()
                    .forEach(
                            (id, texts) ->
                                    captions.computeIfAbsent(id, k -> new ArrayList<>())
                                            .addAll(texts));
            files.putAll(read.files());
        }
        return new CaptionSet(captions, files);
    }
}

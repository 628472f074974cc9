package org.captioner.cli.command;

import org.captioner.dataset.InputException;
import org.captioner.pipeline.output.CaptionFormat;
import org.captioner.pipeline.output.CaptionFormats;
import org.jspecify.annotations.Nullable;

import picocli.CommandLine.Option;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Where captions go, and what to do with captions that are there already. */
@OptionSection("Output")
final class OutputMixin {
    @Option(
            names = {"-o", "--output"},
            paramLabel = "FILE",
            description =
                    "Write to this file, which is valid after every row; to standard output"
                            + " without this.")
    private @Nullable Path output;

    @FormerNames("--format")
    @Option(
            names = {"-f", "--output-format"},
            paramLabel = "FORMAT",
            completionCandidates = CaptionFormatNames.class,
            description =
                    "One of ${COMPLETION-CANDIDATES}; by the ending of the output without this,"
                            + " csv on standard output.")
    private @Nullable String format;

    @Option(
            names = "--resume",
            description =
                    "Go on with the output of an earlier run: keep its captions, retry its errors,"
                            + " caption photos that are new or were replaced.")
    private boolean resume;

    @Option(names = "--overwrite", description = "Replace the output if it exists.")
    private boolean overwrite;

    /** The output file; empty for standard output. */
    Optional<Path> file() {
        return Optional.ofNullable(output);
    }

    /**
     * How rows are written.
     *
     * @throws InputException if the name is not known, or options contradict one another or have no
     *     effect
     */
    CaptionFormat format() {
        if (resume && overwrite) {
            throw new InputException("--resume and --overwrite exclude each other; choose one");
        }
        if (output == null && (resume || overwrite)) {
            throw new InputException(
                    (resume ? "--resume" : "--overwrite")
                            + " concerns an output file; name it with --output");
        }
        if (format != null) {
            return CaptionFormats.named(format);
        }
        return output == null ? CaptionFormats.all().get(0) : CaptionFormats.ofFile(output);
    }

    /**
     * Whether to go on with an output that exists.
     *
     * @throws InputException if the output exists and neither option is given
     */
    boolean resumes() {
        if (output == null || !Files.exists(output)) {
            return false;
        }
        if (Files.isDirectory(output)) {
            throw new InputException("output " + output + " is a folder; name a file");
        }
        if (!resume && !overwrite) {
            throw new InputException(
                    output
                            + " exists; use --resume to caption only the photos that it lacks, or"
                            + " --overwrite to replace it");
        }
        return resume;
    }
}

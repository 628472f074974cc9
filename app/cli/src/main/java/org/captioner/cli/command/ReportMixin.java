package org.captioner.cli.command;

import org.captioner.dataset.InputException;
import org.captioner.eval.report.ReportFormat;
import org.jspecify.annotations.Nullable;

import picocli.CommandLine.Option;

import java.util.Locale;
import java.util.Optional;

/** The options for how a report of scores is printed. */
final class ReportMixin {
    @Option(
            names = {"-f", "--output-format"},
            paramLabel = "FORMAT",
            completionCandidates = ReportFormNames.class,
            description = "One of ${COMPLETION-CANDIDATES} (default: text).")
    private @Nullable ReportFormat outputFormat;

    @Option(names = "--json", description = "The same as --output-format json.")
    private boolean json;

    /**
     * The format that was chosen.
     *
     * @throws InputException if the two options contradict each other
     */
    ReportFormat format() {
        if (json && outputFormat != null && outputFormat != ReportFormat.JSON) {
            throw new InputException(
                    "--json and --output-format "
                            + outputFormat
                            + " ask for two forms; give one of them");
        }
        return json
                ? ReportFormat.JSON
                : Optional.ofNullable(outputFormat).orElse(ReportFormat.TEXT);
    }

    /**
     * Whether JSON was chosen, for what is printed as text or JSON only.
     *
     * @param option that asks for it
     * @throws InputException if another format was chosen
     */
    boolean isJson(String option) {
        ReportFormat format = format();
        return switch (format) {
            case JSON -> true;
            case TEXT -> false;
            case MARKDOWN, LATEX, HTML ->
                    throw new InputException(
                            option
                                    + " prints text or json, not "
                                    + format.name().toLowerCase(Locale.ROOT)
                                    + "; choose one of these with --output-format");
        };
    }
}

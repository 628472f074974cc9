package org.captioner.cli.command;

import java.util.function.Supplier;
import picocli.CommandLine.Option;

/** How a command prints its table: a group of options that exclude each other. */
final class TableForm {
    static final String JSON = "--json";
    static final String MARKDOWN = "--markdown";

    @Option(names = JSON, description = "Print JSON.")
    private boolean json;

    @Option(names = MARKDOWN, description = "Print a table in Markdown.")
    private boolean markdown;

    /** The one of the three that was chosen; {@code text} by default. */
    String print(Supplier<String> text, Supplier<String> asJson, Supplier<String> asMarkdown) {
        return (json ? asJson : markdown ? asMarkdown : text).get();
    }
}

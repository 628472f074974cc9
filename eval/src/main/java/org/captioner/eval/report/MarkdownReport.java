package org.captioner.eval.report;

import java.util.Collections;
import java.util.List;

/** GitHub's tables. */
final class MarkdownReport {
    private MarkdownReport() {}

    static String render(ScoreReport report) {
        StringBuilder text = new StringBuilder();
        append(text, ScoreTable.scores(report));
        text.append('\n');
        append(text, ScoreTable.diversity(report));
        text.append('\n');
        append(text, ScoreTable.defects(report));
        text.append('\n');
        Notes.of(report).forEach(note -> text.append("- ").append(code(note)).append('\n'));
        return text.toString();
    }

    private static void append(StringBuilder text, ScoreTable table) {
        appendRow(text, table.header());
        appendRow(text, Collections.nCopies(table.header().size(), "---"));
        table.rows().forEach(row -> appendRow(text, row));
    }

    private static void appendRow(StringBuilder text, List<String> cells) {
        text.append('|');
        cells.forEach(cell -> text.append(' ').append(cell.replace("|", "\\|")).append(" |"));
        text.append('\n');
    }

    private static String code(String note) {
        return note.contains("|") ? "`" + note + "`" : note;
    }
}

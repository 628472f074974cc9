package org.captioner.eval.report;

import java.util.List;
import java.util.stream.IntStream;

/** Columns padded with blanks. */
final class TextReport {
    private TextReport() {}

    static String render(ScoreReport report) {
        StringBuilder text = new StringBuilder();
        append(text, ScoreTable.scores(report));
        text.append('\n');
        append(text, ScoreTable.diversity(report));
        text.append('\n');
        append(text, ScoreTable.defects(report));
        text.append('\n');
        Notes.of(report).forEach(note -> text.append(note).append('\n'));
        return text.toString();
    }

    private static void append(StringBuilder text, ScoreTable table) {
        int[] widths =
                IntStream.range(0, table.header().size())
                        .map(column -> width(table, column))
                        .toArray();
        appendRow(text, table.header(), widths);
        table.rows().forEach(row -> appendRow(text, row, widths));
    }

    private static int width(ScoreTable table, int column) {
        return table.rows().stream()
                .mapToInt(row -> row.get(column).length())
                .reduce(table.header().get(column).length(), Math::max);
    }

    private static void appendRow(StringBuilder text, List<String> cells, int[] widths) {
        StringBuilder line = new StringBuilder();
        for (int i = 0; i < cells.size(); i++) {
            line.append(cells.get(i)).append(" ".repeat(widths[i] + 2 - cells.get(i).length()));
        }
        text.append(line.toString().stripTrailing()).append('\n');
    }
}

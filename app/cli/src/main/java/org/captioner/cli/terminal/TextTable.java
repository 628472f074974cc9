package org.captioner.cli.terminal;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Columns of words and, right of them, columns of numbers: the one way in which commands print
 * tables.
 *
 * @param headings of the columns
 * @param words how many columns, from the left, are aligned to the left; the others are numbers
 * @param rows as many cells as headings each
 */
public record TextTable(List<String> headings, int words, List<List<String>> rows) {
    private static final String GAP = "  ";

    public TextTable {
        headings = List.copyOf(headings);
        rows = rows.stream().map(List::copyOf).toList();
        for (List<String> row : rows) {
            if (row.size() != headings.size()) {
                throw new IllegalArgumentException(
                        "a row of " + row.size() + " cells under " + headings.size() + " columns");
            }
        }
    }

    /** Aligned columns, for a terminal; every line ends with a newline. */
    public String text() {
        int[] widths =
                IntStream.range(0, headings.size())
                        .map(column -> Math.max(headings.get(column).length(), widest(column)))
                        .toArray();
        StringBuilder text = new StringBuilder(line(headings, widths));
        rows.forEach(row -> text.append(line(row, widths)));
        return text.toString();
    }

    /** The same for a page of Markdown. */
    public String markdown() {
        StringBuilder text = new StringBuilder(line(headings));
        text.append("| --- ".repeat(words)).append("| ---: ".repeat(headings.size() - words));
        text.append("|\n");
        rows.forEach(row -> text.append(line(row)));
        return text.toString();
    }

    private int widest(int column) {
        return rows.stream().mapToInt(row -> row.get(column).length()).max().orElse(0);
    }

    private String line(List<String> cells, int[] widths) {
        String line =
                IntStream.range(0, cells.size())
                        .mapToObj(
                                column -> {
                                    String cell = cells.get(column);
                                    String padding = " ".repeat(widths[column] - cell.length());
                                    return column < words ? cell + padding : padding + cell;
                                })
                        .collect(Collectors.joining(GAP));
        return line.stripTrailing() + "\n";
    }

    private static String line(List<String> cells) {
        return "| " + String.join(" | ", cells) + " |\n";
    }
}

package org.captioner.pipeline.report;

import java.util.List;

/**
 * A small table.
 *
 * @param title above it
 * @param header names of the columns
 * @param rows of as many cells as the header; the first names the row
 */
public record ReportTable(String title, List<String> header, List<List<String>> rows) {
    public ReportTable {
        header = List.copyOf(header);
        rows = rows.stream().map(List::copyOf).toList();
        for (List<String> row : rows) {
            if (row.size() != header.size()) {
                throw new IllegalArgumentException(
                        "a row of " + row.size() + " cells under " + header.size() + " columns");
            }
        }
    }
}

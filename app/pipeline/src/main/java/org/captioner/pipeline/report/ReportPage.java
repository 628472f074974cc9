package org.captioner.pipeline.report;

import java.util.List;

/**
 * What a page shows, from top to bottom.
 *
 * @param title also the browser's
 * @param paragraphs of plain text
 * @param tables of scores
 * @param pictures with captions
 * @param footer small print: how all this was made
 */
public record ReportPage(
        String title,
        List<String> paragraphs,
        List<ReportTable> tables,
        List<ReportPicture> pictures,
        String footer) {
    public ReportPage {
        paragraphs = List.copyOf(paragraphs);
        tables = List.copyOf(tables);
        pictures = List.copyOf(pictures);
    }
}

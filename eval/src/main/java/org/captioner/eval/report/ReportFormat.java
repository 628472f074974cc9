package org.captioner.eval.report;

/** The forms a report can take. */
public enum ReportFormat {
    /** For a terminal. */
    TEXT,
    /** For programs: everything but the image scores, unrounded. */
    JSON,
    /** For a README. */
    MARKDOWN,
    /** For a paper: a booktabs table, systems in rows. */
    LATEX,
    /** A page of its own, with the images that fare best and worst. */
    HTML;

    /** The whole document, ending with a line feed. */
    public String render(ScoreReport report) {
        return switch (this) {
            case TEXT -> TextReport.render(report);
            case JSON -> JsonReport.render(report);
            case MARKDOWN -> MarkdownReport.render(report);
            case LATEX -> LatexReport.render(report);
            case HTML -> HtmlReport.render(report);
        };
    }
}

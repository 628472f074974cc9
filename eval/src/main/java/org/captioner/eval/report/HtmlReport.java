package org.captioner.eval.report;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import org.captioner.dataset.Excerpt;
import org.captioner.eval.registry.MetricRegistry;

/**
 * A page that needs nothing else: the table, the best and worst images of each system, and where
 * each system differs most from the baseline.
 */
final class HtmlReport {
    private static final int SHOWN_IMAGES = 10;
    private static final String HEAD =
            """
            <!DOCTYPE html>
            <html lang="en"><head><meta charset="utf-8"><title>Caption scores</title>
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <style>
            body { font: 16px/1.5 system-ui, sans-serif; max-width: 70em; margin: 2em auto;
              padding: 0 1em; overflow-wrap: anywhere; }
            .wide { overflow-x: auto; }
            table { border-collapse: collapse; margin: 1em 0; overflow-wrap: normal; }
            th, td { text-align: left; vertical-align: top; padding: .3em .8em; }
            th { border-bottom: 2px solid; } td { border-bottom: 1px solid #bbb; }
            ul { margin: 0; padding-left: 1.2em; } .note { font-size: .85em; }
            .warning { border-left: .3em solid #b60; padding-left: .8em; }
            @media (max-width: 40em) { body { font-size: 14px; margin: 1em auto; }
              th, td { padding: .2em .4em; } }
            </style></head><body>
            <h1>Caption scores</h1>
            """;

    private final ScoreReport report;
    private final String leading;
    private final StringBuilder page = new StringBuilder(HEAD);

    private HtmlReport(ScoreReport report) {
        this.report = report;
        this.leading = report.systems().get(0).leadingScore();
    }

    static String render(ScoreReport report) {
        return new HtmlReport(report).render();
    }

    private String render() {
        report.conditions().forEach((name, value) -> paragraph("note", name + ": " + value));
        report.warnings().forEach(warning -> paragraph("warning", warning));
        paragraph("note", scales());
        table(ScoreTable.scores(report));
        table(ScoreTable.diversity(report));
        table(ScoreTable.defects(report));
        Notes.of(report).forEach(note -> paragraph("note", note));
        SystemScores baseline = report.systems().get(0);
        for (SystemScores system : report.systems()) {
            if (!system.name().equals(baseline.name())) {
                section(
                        system.name() + " gains most on " + baseline.name(),
                        ranked(id -> score(baseline, id) - score(system, id)));
                section(
                        system.name() + " loses most to " + baseline.name(),
                        ranked(id -> score(system, id) - score(baseline, id)));
            }
            section("Worst of " + system.name(), ranked(id -> score(system, id)));
            section("Best of " + system.name(), ranked(id -> -score(system, id)));
        }
        return page.append("</body></html>\n").toString();
    }

    private double score(SystemScores system, String id) {
        return system.image(id).getOrDefault(leading, 0.0);
    }

    private List<String> ranked(ToDoubleFunction<String> smallestFirst) {
        List<String> ids = new ArrayList<>(report.references().keySet());
        Collections.sort(ids);
        ids.sort(Comparator.comparingDouble(smallestFirst));
        return ids.subList(0, Math.min(SHOWN_IMAGES, ids.size()));
    }

    private void section(String title, List<String> ids) {
        page.append("<h2>").append(escape(title)).append(", by ").append(escape(leading));
        page.append("</h2>\n<div class=\"wide\"><table><tr><th>image</th>");
        report.systems()
                .forEach(each -> page.append("<th>").append(escape(each.name())).append("</th>"));
        page.append("<th>references</th></tr>\n");
        for (String id : ids) {
            page.append("<tr><td>").append(escape(id)).append("</td>");
            for (SystemScores each : report.systems()) {
                String caption = Objects.requireNonNull(each.captions().get(id), id);
                page.append("<td>").append(escape(caption)).append("<br><b>");
                page.append(ScoreTable.shown(leading, score(each, id))).append("</b></td>");
            }
            page.append("<td><ul>");
            Objects.requireNonNull(report.references().get(id), id)
                    .forEach(text -> page.append("<li>").append(escape(text)).append("</li>"));
            page.append("</ul></td></tr>\n");
        }
        page.append("</table></div>\n");
    }

    private void table(ScoreTable table) {
        page.append("<div class=\"wide\"><table><tr>");
        table.header().forEach(cell -> page.append("<th>").append(escape(cell)).append("</th>"));
        page.append("</tr>\n");
        for (List<String> row : table.rows()) {
            page.append("<tr>");
            row.forEach(cell -> page.append("<td>").append(escape(cell)).append("</td>"));
            page.append("</tr>\n");
        }
        page.append("</table></div>\n");
    }

    private void paragraph(String kind, String text) {
        page.append("<p class=\"").append(kind).append("\">").append(escape(text)).append("</p>\n");
    }

    /** By what scores are multiplied. */
    private String scales() {
        return report.scoreNames().stream()
                .map(name -> name + " x " + ScoreTable.number(MetricRegistry.displayScale(name), 0))
                .collect(Collectors.joining(", ", "Scores are shown as ", "."));
    }

    private static String escape(String text) {
        return Excerpt.printable(text)
                .replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }
}

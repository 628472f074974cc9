package org.captioner.eval.report;

import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import org.captioner.dataset.Excerpt;

/** A booktabs table as papers print it: systems in rows, the best score of a column in bold. */
final class LatexReport {
    private LatexReport() {}

    static String render(ScoreReport report) {
        List<String> names = report.scoreNames();
        StringBuilder text = new StringBuilder();
        Notes.of(report).forEach(note -> text.append("% ").append(note).append('\n'));
        text.append("\\begin{tabular}{l").append("r".repeat(names.size())).append("}\n\\toprule\n");
        text.append("system & ").append(joined(names)).append(" \\\\\n\\midrule\n");
        for (SystemScores system : report.systems()) {
            text.append(escape(Excerpt.printable(system.name())));
            names.forEach(name -> text.append(" & ").append(cell(report, system, name)));
            text.append(" \\\\\n");
        }
        return text.append("\\bottomrule\n\\end{tabular}\n").toString();
    }

    private static String cell(ScoreReport report, SystemScores system, String name) {
        String shown =
                ScoreTable.shown(name, Objects.requireNonNull(system.corpus().get(name), name));
        double best =
                report.systems().stream()
                        .mapToDouble(each -> each.corpus().get(name))
                        .filter(score -> !Double.isNaN(score))
                        .max()
                        .orElse(Double.NaN);
        boolean bold = report.systems().size() > 1 && shown.equals(ScoreTable.shown(name, best));
        return bold ? "\\textbf{" + shown + "}" : shown;
    }

    private static String joined(List<String> names) {
        return names.stream().map(LatexReport::escape).collect(Collectors.joining(" & "));
    }

    private static String escape(String text) {
        StringBuilder escaped = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            char character = text.charAt(i);
            switch (character) {
                case '\\' -> escaped.append("\\textbackslash{}");
                case '~' -> escaped.append("\\textasciitilde{}");
                case '^' -> escaped.append("\\textasciicircum{}");
                case '&', '%', '$', '#', '_', '{', '}' -> escaped.append('\\').append(character);
                default -> escaped.append(character);
            }
        }
        return escaped.toString();
    }
}

package org.captioner.eval.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.captioner.dataset.Excerpt;
import org.captioner.eval.MetricEntry;
import org.captioner.eval.defect.DefectKind;
import org.captioner.eval.defect.Defects;
import org.captioner.eval.registry.MetricRegistry;
import org.captioner.eval.statistics.Comparison;
import org.captioner.eval.statistics.Diversity;
import org.captioner.eval.statistics.Interval;

/**
 * The cells that text, Markdown and HTML share: scores in rows, systems in columns. Scores are
 * shown times 100, as the literature prints them, unless the registry has another scale.
 *
 * @param header the column titles
 * @param rows cells, as many per row as the header has
 */
record ScoreTable(List<String> header, List<List<String>> rows) {
    private static final String CORNER = "score x ";

    static ScoreTable scores(ScoreReport report) {
        List<String> header = header(report, CORNER + number(MetricEntry.PERCENT, 0));
        boolean humans = !report.humans().isEmpty();
        if (humans) {
            header.add("humans");
        }
        List<List<String>> rows = new ArrayList<>();
        for (String name : report.scoreNames()) {
            List<String> row = new ArrayList<>(List.of(label(name)));
            report.systems().forEach(system -> row.add(cell(system, name)));
            if (humans) {
                row.add(shown(name, report.humans().getOrDefault(name, Double.NaN)));
            }
            rows.add(row);
        }
        return new ScoreTable(header, rows);
    }

    static ScoreTable diversity(ScoreReport report) {
        List<List<String>> rows = new ArrayList<>();
        List<Diversity> all = report.systems().stream().map(SystemScores::diversity).toList();
        rows.add(row("distinct-1", all, each -> number(each.distinct1(), 4)));
        rows.add(row("distinct-2", all, each -> number(each.distinct2(), 4)));
        rows.add(row("vocabulary", all, each -> Integer.toString(each.vocabulary())));
        rows.add(row("mean length", all, each -> number(each.meanLength(), 2)));
        rows.add(
                row(
                        "different captions",
                        all,
                        each -> each.distinctCaptions() + " of " + each.captions()));
        rows.add(
                row(
                        "most repeated",
                        all,
                        each ->
                                each.mostRepeatedCount()
                                        + " x "
                                        + Excerpt.printable(each.mostRepeated())));
        if (all.stream().anyMatch(each -> each.novel().isPresent())) {
            rows.add(row("novel to training", all, each -> number(each.novel().orElse(0), 4)));
        }
        return new ScoreTable(header(report, "diversity"), rows);
    }

    /** How many captions have a defect, then of each kind with an example. */
    static ScoreTable defects(ScoreReport report) {
        List<List<String>> rows = new ArrayList<>();
        List<Defects> all = report.systems().stream().map(SystemScores::defects).toList();
        List<String> whole = new ArrayList<>(List.of("captions with defects"));
        all.forEach(each -> whole.add(each.defective() + " of " + each.captions()));
        rows.add(whole);
        for (DefectKind kind : DefectKind.values()) {
            List<String> row = new ArrayList<>(List.of(kind.label()));
            all.forEach(each -> row.add(shown(found(each, kind))));
            rows.add(row);
        }
        return new ScoreTable(header(report, "defects"), rows);
    }

    private static Defects.Found found(Defects defects, DefectKind kind) {
        return Objects.requireNonNull(defects.kinds().get(kind), kind.label());
    }

    private static String shown(Defects.Found found) {
        return found.examples().isEmpty()
                ? Integer.toString(found.count())
                : found.count() + ", as in: " + Excerpt.of(found.examples().get(0));
    }

    /** A score as tables show it: scaled; empty if it is not defined. */
    static String shown(String name, double score) {
        return Double.isNaN(score) ? "" : number(MetricRegistry.displayScale(name) * score, 2);
    }

    /** The name, with its scale where that is not the one that the heading names. */
    private static String label(String name) {
        double scale = MetricRegistry.displayScale(name);
        return scale == MetricEntry.PERCENT ? name : name + " (x " + number(scale, 0) + ")";
    }

    static String number(double value, int decimals) {
        return String.format(Locale.ROOT, "%." + decimals + "f", value);
    }

    private interface Property {
        String of(Diversity diversity);
    }

    private static List<String> row(String name, List<Diversity> all, Property property) {
        List<String> row = new ArrayList<>(List.of(name));
        all.forEach(each -> row.add(property.of(each)));
        return row;
    }

    private static List<String> header(ScoreReport report, String corner) {
        List<String> header = new ArrayList<>(List.of(corner));
        report.systems().forEach(system -> header.add(Excerpt.printable(system.name())));
        return header;
    }

    private static String cell(SystemScores system, String score) {
        StringBuilder cell =
                new StringBuilder(shown(score, system.corpus().getOrDefault(score, Double.NaN)));
        Map<String, Interval> intervals = system.intervals();
        if (intervals.containsKey(score)) {
            Interval interval = intervals.get(score);
            cell.append(" [").append(shown(score, interval.low())).append(", ");
            cell.append(shown(score, interval.high())).append(']');
        }
        p(system.bootstrap(), score).ifPresent(p -> cell.append(" p=").append(number(p, 3)));
        p(system.randomization(), score).ifPresent(p -> cell.append('/').append(number(p, 3)));
        return cell.toString();
    }

    private static Optional<Double> p(List<Comparison> comparisons, String score) {
        return comparisons.stream()
                .filter(comparison -> comparison.score().equals(score))
                .map(Comparison::pValue)
                .findFirst();
    }
}

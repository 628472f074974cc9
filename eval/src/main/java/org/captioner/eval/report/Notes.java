package org.captioner.eval.report;

import java.util.ArrayList;
import java.util.List;
import org.captioner.eval.statistics.Resampling;

/** The lines below a table: how to read it, and the signature of every score. */
final class Notes {
    private Notes() {}

    static List<String> of(ScoreReport report) {
        List<String> notes = new ArrayList<>(report.remarks());
        SystemScores first = report.systems().get(0);
        if (!first.intervals().isEmpty()) {
            notes.add(
                    "[low, high]: 95 % confidence, bootstrap over images"
                            + report.resampling().map(Notes::resampling).orElse("")
                            + ".");
        }
        if (report.systems().size() > 1 && !report.systems().get(1).bootstrap().isEmpty()) {
            notes.add(
                    "p: two-sided, against "
                            + first.name()
                            + ", by paired bootstrap / approximate randomisation"
                            + report.resampling().map(Notes::resampling).orElse("")
                            + ".");
        }
        if (!report.humans().isEmpty()) {
            notes.add("humans: each reference against the others, one reference fewer.");
        }
        first.results().forEach(result -> notes.add(result.signature().toString()));
        return notes;
    }

    private static String resampling(Resampling options) {
        return ", " + options.rounds() + " resamples, seed " + options.seed();
    }
}

package org.captioner.eval.report;

import java.util.ArrayList;
import java.util.List;

/** The lines below a table: how to read it, and the signature of every score. */
final class Notes {
    private Notes() {}

    static List<String> of(ScoreReport report) {
        List<String> notes = new ArrayList<>();
        SystemScores first = report.systems().get(0);
        if (!first.intervals().isEmpty()) {
            notes.add("[low, high]: 95 % confidence, bootstrap over images.");
        }
        if (report.systems().size() > 1 && !report.systems().get(1).bootstrap().isEmpty()) {
            notes.add(
                    "p: two-sided, against "
                            + first.name()
                            + ", by paired bootstrap / approximate randomisation.");
        }
        if (!report.humans().isEmpty()) {
            notes.add("humans: each reference against the others, one reference fewer.");
        }
        first.results().forEach(result -> notes.add(result.signature().toString()));
        return notes;
    }
}

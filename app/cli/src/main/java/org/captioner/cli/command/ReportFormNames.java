package org.captioner.cli.command;

import org.captioner.eval.report.ReportFormat;

import java.util.Arrays;
import java.util.Iterator;
import java.util.Locale;

/** What {@code --output-format} of a report can be, for help and completion. */
final class ReportFormNames implements Iterable<String> {
    @Override
    public Iterator<String> iterator() {
        return Arrays.stream(ReportFormat.values())
                .map(format -> format.name().toLowerCase(Locale.ROOT))
                .iterator();
    }
}

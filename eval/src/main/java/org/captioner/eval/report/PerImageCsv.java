package org.captioner.eval.report;

import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.captioner.dataset.AtomicFile;
import org.captioner.dataset.captions.CellText;
import org.jspecify.annotations.Nullable;

/** One row per system and image: system, image, caption, then every score unrounded. */
public final class PerImageCsv {
    private PerImageCsv() {}

    /** Writes the file whole or not at all. */
    public static void write(ScoreReport report, Path file) {
        AtomicFile.write(file, out -> write(report, out));
    }

    private static void write(ScoreReport report, OutputStream out) throws IOException {
        Writer writer = new OutputStreamWriter(out, StandardCharsets.UTF_8);
        for (int i = 0; i < report.systems().size(); i++) {
            SystemScores system = report.systems().get(i);
            List<String> ids = List.copyOf(report.references().keySet());
            List<String> names = List.copyOf(system.image(ids.get(0)).keySet());
            if (i == 0) {
                List<String> header = new ArrayList<>(List.of("system", "image", "caption"));
                header.addAll(names);
                writeRow(header, writer);
            }
            for (String id : ids) {
                List<Object> row = new ArrayList<>();
                row.add(system.name());
                row.add(id);
                row.add(system.captions().get(id));
                names.forEach(name -> row.add(cell(system.image(id).get(name))));
                writeRow(row, writer);
            }
        }
        writer.flush();
    }

    /** Nothing for a score that the image does not have, such as SPICE of no colours. */
    private static Object cell(@Nullable Double score) {
        return score == null || score.isNaN() ? "" : score;
    }

    private static void writeRow(List<?> cells, Writer writer) throws IOException {
        writer.write(CellText.row(cells.stream().map(String::valueOf).toArray(String[]::new)));
    }
}

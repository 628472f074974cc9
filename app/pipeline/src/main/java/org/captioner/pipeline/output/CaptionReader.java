package org.captioner.pipeline.output;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.captioner.dataset.AtomicFile;
import org.captioner.dataset.InputException;
import org.captioner.dataset.captions.CaptionFileReader;
import org.captioner.dataset.captions.TextFile;
import org.captioner.dataset.captions.UnfinishedRowException;

/**
 * Reads back the captions that an earlier run wrote, also after a spreadsheet or a person changed
 * them; a row that was cut short is left out.
 */
final class CaptionReader {
    /** A row that was cut short does not go over more lines than this. */
    private static final int CUT_LINES = 3;

    private CaptionReader() {}

    static List<CaptionRow.Captioned> read(Path file, CaptionFormat format) {
        String whole = wholeRows(file, format);
        List<CaptionRow.Captioned> rows = new ArrayList<>();
        if (whole.isBlank()) {
            return rows;
        }
        try {
            CaptionFileReader.read(
                    file,
                    whole,
                    entry -> {
                        for (String caption : entry.captions()) {
                            rows.add(
                                    new CaptionRow.Captioned(
                                            entry.image(),
                                            caption,
                                            entry.logProbability().orElse(Double.NaN)));
                        }
                    });
        } catch (UnfinishedRowException e) {
            // A quoted name with a line end in it was cut in the middle: the rows before are whole.
            if (e.line() < whole.lines().count() - CUT_LINES) {
                throw e;
            }
        } catch (InputException e) {
            throw new InputException(
                    e.getMessage()
                            + " (it was read to resume it; mend it, or choose another --output)",
                    e);
        }
        return rows;
    }

    /**
     * Keeps a copy of a table with columns that this program does not write, for it is about to be
     * replaced by one without them.
     */
    static void keepForeignColumns(Path file, CaptionFormat format) {
        if (format != CaptionFormat.CSV) {
            return;
        }
        String text = TextFile.read(file);
        long known = CaptionFormat.CSV.header().strip().split(",", -1).length;
        String header = text.lines().findFirst().orElse("");
        if (header.split("[,;\\t]", -1).length > known) {
            AtomicFile.writeText(file.resolveSibling(file.getFileName() + ".before-resume"), text);
        }
    }

    /** Without a last row that a kill cut short, but with one that lacks its line end only. */
    private static String wholeRows(Path file, CaptionFormat format) {
        String text = TextFile.read(file);
        String last = text.substring(text.lastIndexOf('\n') + 1);
        return last.isEmpty() || isWhole(last, format)
                ? text
                : text.substring(0, text.length() - last.length());
    }

    private static boolean isWhole(String row, CaptionFormat format) {
        return format == CaptionFormat.JSONL && row.strip().endsWith("}");
    }
}

package org.captioner.pipeline.output;

import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import org.captioner.dataset.InputException;
import org.captioner.dataset.captions.TextFile;

/** A format of one file with a row for each photo, in UTF-8, each row complete by itself. */
abstract class RowFormat implements CaptionFormat {
    /**
     * How the rows of one file are written.
     *
     * <p>A file that a person has extended keeps its columns, so rows depend on what was kept.
     */
    interface Rows {
        /** What the file starts with. */
        String header();

        /** A kept row with its line end. */
        String row(StoredCaption kept);

        /** A new row with its line end. */
        String row(CaptionedPhoto photo);
    }

    /** How rows are written that follow the given ones. */
    abstract Rows rows(List<StoredCaption> kept);

    /**
     * Parses complete rows.
     *
     * @param file what errors name
     * @param text ends after a row; without a byte-order mark
     */
    abstract List<StoredCaption> parse(Path file, String text);

    @Override
    public final CaptionWriter write(PrintStream stream) {
        return new RowStreamWriter(stream, rows(List.of()));
    }

    @Override
    public final CaptionWriter write(Path output, List<StoredCaption> kept) {
        return RowFileWriter.create(output, rows(kept), kept);
    }

    @Override
    public final List<StoredCaption> read(Path output) {
        return parse(output, TextFile.read(output));
    }

    static InputException foreign(Path file, long line, String what) {
        return new InputException(
                file
                        + " line "
                        + line
                        + ": "
                        + what
                        + ", so --resume cannot go on with it; choose another --output");
    }
}

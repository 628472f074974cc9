package org.captioner.pipeline.output;

import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;

/**
 * A format of captions. To add one, implement this and add a line to {@link CaptionFormats}. An
 * instance holds no state.
 */
public interface CaptionFormat {
    /** What {@code --output-format} calls it. */
    String name();

    /** What it looks like, in a few words. */
    String description();

    /** How names of its files end, in lower case, such as {@code .csv}; the usual one first. */
    List<String> endings();

    /** Whether alternatives and word details are written too, not the caption alone. */
    boolean holdsDetails();

    /** Writes to a stream that stays open, usually standard output. */
    CaptionWriter write(PrintStream stream);

    /**
     * Creates or replaces an output, whose parent folders are made. It is valid after every photo:
     * a run that is killed, or that fills the disk, leaves what it had done.
     *
     * @param kept captions of an earlier run, to begin with
     * @throws org.captioner.dataset.InputException if it cannot be written, or another run writes
     *     it now
     */
    CaptionWriter write(Path output, List<StoredCaption> kept);

    /**
     * Reads the captions in the output of an earlier run. Photos that failed, and a last row that
     * was cut short, are left out.
     *
     * @throws org.captioner.dataset.InputException if it cannot be read or is not of this format
     */
    List<StoredCaption> read(Path output);
}

package org.captioner.cli.command;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import org.captioner.cli.terminal.Console;
import org.captioner.dataset.InputException;
import org.captioner.pipeline.bulk.Resumption;
import org.captioner.pipeline.output.CaptionFormat;
import org.captioner.pipeline.output.StoredCaption;
import org.captioner.pipeline.photo.PhotoSearch;

/**
 * Goes on with the output of an earlier run, and reports what that means before it begins.
 *
 * @param output that exists
 * @param format of it
 * @param minimumConfidence that captions need now; those that were left out and reach it are made
 *     again
 */
record OutputResumption(
        Console console, Path output, CaptionFormat format, double minimumConfidence) {
    /**
     * What remains to do.
     *
     * @throws InputException if the output is not readable, or is about other photos of the same
     *     names
     */
    Resumption plan(PhotoSearch found) {
        List<StoredCaption> stored =
                format.read(output).stream().filter(row -> !isWantedNow(row)).toList();
        Resumption plan = Resumption.of(stored, found);
        boolean others = plan.kept().size() > plan.matched();
        if (plan.matched() == 0 && !plan.replaced().isEmpty() && others) {
            throw new InputException(
                    output
                            + " describes other photos: of its "
                            + Counted.count(stored.size(), "caption")
                            + " none has the name, size and time of one that was found, as "
                            + plan.replaced().get(0).name()
                            + " shows; choose another --output, or --overwrite");
        }
        if (plan.matched() == 0 && !stored.isEmpty() && plan.replaced().isEmpty()) {
            console.warn(
                    "warning: none of the "
                            + Counted.count(stored.size(), "caption")
                            + " in "
                            + output
                            + " is of a photo that was found; they are kept, and all photos are"
                            + " captioned");
        }
        if (!plan.photos().root().equals(found.root())) {
            console.log("names in " + output + " are relative to " + plan.photos().root());
        }
        if (!plan.replaced().isEmpty()) {
            keepCopy(plan.replaced().size());
        }
        return plan;
    }

    private boolean isWantedNow(StoredCaption row) {
        return row.isWithheld() && row.confidence().orElseThrow() >= minimumConfidence;
    }

    /** A person may have corrected captions of photos that were only touched since. */
    private void keepCopy(int replaced) {
        Path copy = output.resolveSibling(output.getFileName() + ".bak");
        try {
            Files.copy(output, copy, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new InputException(
                    "cannot write "
                            + copy
                            + ", a copy of the output before captions are replaced ("
                            + e.getMessage()
                            + "); free some space or choose another --output",
                    e);
        }
        console.log(
                Counted.count(replaced, "photo")
                        + (replaced == 1 ? " has" : " have")
                        + " changed since and will be captioned again; the output so far is kept as"
                        + " "
                        + copy);
    }
}

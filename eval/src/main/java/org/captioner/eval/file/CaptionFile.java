package org.captioner.eval.file;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.captioner.dataset.InputException;
import org.captioner.dataset.Split;
import org.captioner.dataset.captions.CaptionEntry;
import org.captioner.dataset.captions.CaptionFileReader;
import org.captioner.dataset.captions.CaptionVisitor;

/**
 * Predictions or references from a file, in any form that {@link CaptionFileReader} reads. An image
 * with an {@code error} beside its id, as {@code captioner caption} writes it, was not captioned.
 */
public final class CaptionFile {
    private CaptionFile() {}

    /**
     * The captions of a file with any number per image, as references and n-best lists are.
     *
     * @throws InputException if the file is absent, empty or of another form
     */
    public static CaptionSet readAll(Path file) {
        return readAll(file, Optional.empty());
    }

    /**
     * The captions of one split, where the file states splits; all of them where it does not.
     *
     * @throws InputException if no image is in the split, or as for {@link #readAll(Path)}
     */
    public static CaptionSet readSplit(Path file, Split split) {
        return readAll(file, Optional.of(split));
    }

    private static CaptionSet readAll(Path file, Optional<Split> split) {
        Gathering gathering = new Gathering(split);
        CaptionFileReader.read(file, gathering);
        if (gathering.captions.isEmpty()) {
            throw new InputException(
                    gathering.otherSplits
                            ? file
                                    + ": no image in split "
                                    + split.orElseThrow().label()
                                    + "; name another --split"
                            : file + ": no caption found; see 'captioner score --help'");
        }
        return new CaptionSet(gathering.captions, gathering.files);
    }

    /**
     * The captions of a file with one per image.
     *
     * @throws InputException if an image has two, or as for {@link #readAll(Path)}
     */
    public static PredictionSet readPredictions(Path file) {
        PredictionDraft draft = new PredictionDraft(file);
        CaptionFileReader.read(file, draft);
        return draft.finish();
    }

    /** Keeps every caption of a split. */
    private static final class Gathering implements CaptionVisitor {
        private final Optional<Split> split;
        private final Map<String, List<String>> captions = new LinkedHashMap<>();
        private final Map<String, String> files = new LinkedHashMap<>();
        private boolean otherSplits;

        Gathering(Optional<Split> split) {
            this.split = split;
        }

        @Override
        public void entry(CaptionEntry entry) {
            if (split.isPresent() && entry.split().isPresent() && !entry.split().equals(split)) {
                otherSplits = true;
                return;
            }
            String image = entry.image().strip();
            entry.file().ifPresent(name -> files.put(image, name));
            if (!entry.captions().isEmpty()) {
                captions.computeIfAbsent(image, id -> new ArrayList<>(5)).addAll(entry.captions());
            }
        }
    }
}

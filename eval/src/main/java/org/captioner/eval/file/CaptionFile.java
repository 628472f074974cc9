package org.captioner.eval.file;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.captioner.dataset.InputException;

/**
 * Reads predictions or references. The name's ending says how:
 *
 * <ul>
 *   <li>{@code .json}, {@code .jsonl}: COCO results {@code [{"image_id", "caption"}]}, COCO
 *       annotations {@code {"annotations": [...]}}, or one such object per line; {@code image} will
 *       do for {@code image_id}
 *   <li>{@code .csv}, {@code .tsv}: a header with a column {@code image} or {@code image_id} and a
 *       column {@code caption}
 *   <li>anything else: a table as above if its first line is such a header; lines of image id, tab
 *       and caption, where {@code id#0} counts as {@code id}; or bare captions, one per line, whose
 *       ids are the line numbers
 * </ul>
 */
public final class CaptionFile {
    private static final int NAMED_IDS = 5;

    /** Takes one caption of one image. */
    @FunctionalInterface
    interface Sink {
        void accept(String imageId, String caption);
    }

    private CaptionFile() {}

    /**
     * The captions of a file with any number per image, as references and n-best lists are.
     *
     * @throws InputException if the file is absent, empty or of another form
     */
    public static Map<String, List<String>> readAll(Path file) {
        Map<String, List<String>> captions = new LinkedHashMap<>();
        read(file, (id, text) -> captions.computeIfAbsent(id, k -> new ArrayList<>(5)).add(text));
        if (captions.isEmpty()) {
            throw new InputException(file + ": no caption found; see 'captioner score --help'");
        }
        return captions;
    }

    /**
     * The captions of a file with one per image, as predictions are.
     *
     * @throws InputException if an image has two, or as for {@link #readAll}
     */
    public static Map<String, String> readOne(Path file) {
        Map<String, List<String>> captions = readAll(file);
        List<String> twice =
                captions.keySet().stream().filter(id -> captions.get(id).size() > 1).toList();
        if (!twice.isEmpty()) {
            throw new InputException(
                    file
                            + ": more than one caption for "
                            + twice.stream().limit(NAMED_IDS).collect(Collectors.joining(", "))
                            + (twice.size() > NAMED_IDS
                                    ? " and " + (twice.size() - NAMED_IDS) + " more"
                                    : "")
                            + "; keep one per image, or score n-best lists with --oracle");
        }
        Map<String, String> single = new LinkedHashMap<>();
        captions.forEach((id, texts) -> single.put(id, texts.get(0)));
        return single;
    }

    private static void read(Path file, Sink sink) {
        String name = file.getFileName().toString().toLowerCase(Locale.ROOT);
        try {
            if (name.endsWith(".json") || name.endsWith(".jsonl")) {
                JsonCaptions.read(file, sink);
            } else if (name.endsWith(".csv")) {
                TableCaptions.read(file, ',', sink);
            } else if (name.endsWith(".tsv")) {
                TableCaptions.read(file, '\t', sink);
            } else {
                LineCaptions.read(file, sink);
            }
        } catch (NoSuchFileException e) {
            throw new InputException(file + " does not exist; check the path", e);
        } catch (IOException e) {
            String reason = Files.isDirectory(file) ? "it is a folder" : e.getMessage();
            throw new InputException("cannot read captions from " + file + ": " + reason, e);
        } catch (UncheckedIOException e) {
            throw new InputException(
                    "cannot read captions from " + file + ": " + e.getCause().getMessage(), e);
        }
    }
}

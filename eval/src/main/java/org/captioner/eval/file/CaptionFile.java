package org.captioner.eval.file;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
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
 *   <li>anything else: JSON as above if it starts with a brace or bracket; a table as above if its
 *       first line is such a header; lines of image id, tab and caption, where {@code id#0} counts
 *       as {@code id}; or bare captions, one per line, whose ids are the line numbers
 * </ul>
 *
 * <p>An image with an {@code error} beside its id, as {@code captioner caption} writes it, was not
 * captioned.
 */
public final class CaptionFile {
    private static final long LARGEST_FILE = 512L << 20;

    private CaptionFile() {}

    /**
     * The captions of a file with any number per image, as references and n-best lists are.
     *
     * @throws InputException if the file is absent, empty or of another form
     */
    public static Map<String, List<String>> readAll(Path file) {
        Map<String, List<String>> captions = new LinkedHashMap<>();
        read(file, new Gathering(captions));
        if (captions.isEmpty()) {
            throw new InputException(file + ": no caption found; see 'captioner score --help'");
        }
        return captions;
    }

    /**
     * The captions of a file with one per image.
     *
     * @throws InputException if an image has two, or as for {@link #readAll}
     */
    public static PredictionSet readPredictions(Path file) {
        PredictionDraft draft = new PredictionDraft(file);
        read(file, draft);
        return draft.finish();
    }

    /** Keeps every caption. */
    private record Gathering(Map<String, List<String>> captions) implements CaptionSink {
        @Override
        public void caption(int line, String imageId, String text) {
            captions.computeIfAbsent(imageId, id -> new ArrayList<>(5)).add(text);
        }

        @Override
        public void failed(int line, String imageId) {
            // Where images may have any number of captions, none is a number too.
        }
    }

    private static void read(Path file, CaptionSink sink) {
        String text = text(file);
        String name = file.getFileName().toString().toLowerCase(Locale.ROOT);
        if (name.endsWith(".json") || name.endsWith(".jsonl")) {
            JsonCaptions.read(text, file, sink);
        } else if (name.endsWith(".csv")) {
            TableCaptions.read(text, ',', file, sink);
        } else if (name.endsWith(".tsv")) {
            TableCaptions.read(text, '\t', file, sink);
        } else if (JsonCaptions.isJson(text)) {
            JsonCaptions.read(text, file, sink);
        } else {
            LineCaptions.read(text, file, sink);
        }
    }

    private static String text(Path file) {
        try {
            long size = Files.size(file);
            if (size > LARGEST_FILE) {
                throw new InputException(
                        file
                                + " has "
                                + size
                                + " bytes; captions may have "
                                + LARGEST_FILE
                                + ", so split the file");
            }
            ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(file));
            String text = StandardCharsets.UTF_8.newDecoder().decode(bytes).toString();
            return text.startsWith("\uFEFF") ? text.substring(1) : text;
        } catch (NoSuchFileException e) {
            throw new InputException(file + " does not exist; check the path", e);
        } catch (CharacterCodingException e) {
            throw new InputException(file + " is not UTF-8; convert it", e);
        } catch (IOException e) {
            String reason = Files.isDirectory(file) ? "it is a folder" : e.getMessage();
            throw new InputException("cannot read captions from " + file + ": " + reason, e);
        }
    }
}

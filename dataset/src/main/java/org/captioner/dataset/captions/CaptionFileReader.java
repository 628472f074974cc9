package org.captioner.dataset.captions;

import java.nio.file.Path;
import java.util.Locale;

/**
 * Reads any file of captions. The name's ending decides how:
 *
 * <ul>
 *   <li>{@code .json}, {@code .jsonl}, {@code .ndjson}: as {@link JsonCaptions}
 *   <li>{@code .csv}, {@code .tsv}: as {@link TableCaptions}
 *   <li>anything else: JSON if it starts with a brace or bracket; a table if its first line is a
 *       header; lines of image id, tab and caption, where {@code id#0} counts as {@code id}; or
 *       bare captions, one per line, whose ids are the line numbers
 * </ul>
 *
 * <pre>{@code
 * CaptionFileReader.read(
 *         Path.of("captions.csv"), entry -> System.out.println(entry.image() + entry.captions()));
 * }</pre>
 */
public final class CaptionFileReader {
    private CaptionFileReader() {}

    /**
     * Hands every entry to {@code visitor}.
     *
     * @throws org.captioner.dataset.InputException if the file is absent, not UTF-8 or cannot be
     *     understood; the message names the line or element
     */
    public static void read(Path file, CaptionVisitor visitor) {
        read(file, TextFile.read(file), visitor);
    }

    /**
     * Hands every entry of a text to {@code visitor}.
     *
     * @param file where the text is from
     * @param text without a byte order mark; a part of the file will do
     */
    public static void read(Path file, String text, CaptionVisitor visitor) {
        String name = file.getFileName().toString().toLowerCase(Locale.ROOT);
        if (name.endsWith(".csv")) {
            TableCaptions.read(file, text, Delimiter.COMMA, visitor);
        } else if (name.endsWith(".tsv")) {
            TableCaptions.read(file, text, Delimiter.TAB, visitor);
        } else if (name.matches(".*\\.(json|jsonl|ndjson)") || JsonCaptions.recognises(text)) {
            JsonCaptions.read(file, text, visitor);
        } else if (TableCaptions.recognises(file, text)) {
            TableCaptions.read(file, text, Delimiter.COMMA, visitor);
        } else {
            LineCaptions.read(file, text, visitor);
        }
    }
}

package org.captioner.eval.prediction;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.captioner.dataset.AtomicFile;
import org.captioner.dataset.InputException;

/**
 * Files of predictions, told apart by their content.
 *
 * <ul>
 *   <li>COCO results: a JSON array of {@code {"image_id": ..., "caption": ...}};
 *   <li>JSON Lines, as {@code captioner caption} writes them: {@code {"image": ..., "caption":
 *       ...}}, or with an {@code error} instead of a caption;
 *   <li>CSV with a header: {@code image,caption} and, where it has one, {@code error}.
 * </ul>
 */
public final class PredictionFile {
    private static final long LARGEST_FILE = 512L << 20;
    private static final ObjectMapper JSON = new ObjectMapper();

    private PredictionFile() {}

    /**
     * Reads all predictions of a file.
     *
     * @throws InputException if it is absent, in no known format, or names an image twice; the
     *     message names the line, or the entry of an array
     */
    public static PredictionSet read(Path file) {
        String text = text(file);
        String start = text.stripLeading();
        PredictionDraft draft = new PredictionDraft(file);
        if (start.startsWith("[")) {
            JsonPredictions.readArray(text, draft);
        } else if (start.startsWith("{")) {
            JsonPredictions.readLines(text, draft);
        } else {
            CsvPredictions.read(text, draft);
        }
        return draft.finish();
    }

    /** Writes COCO results; replaces the file whole. Ids that are numbers are written as such. */
    public static void writeCoco(Path file, List<Prediction> predictions) {
        ArrayNode array = JSON.createArrayNode();
        for (Prediction prediction : predictions) {
            ObjectNode entry = array.addObject();
            String id = prediction.imageId();
            if (id.matches("0|[1-9][0-9]{0,17}")) {
                entry.put("image_id", Long.parseLong(id));
            } else {
                entry.put("image_id", id);
            }
            entry.put("caption", prediction.caption());
        }
        AtomicFile.writeText(file, array.toPrettyString() + "\n");
    }

    /** Writes columns {@code image,caption}; replaces the file whole. */
    public static void writeCsv(Path file, List<Prediction> predictions) {
        AtomicFile.writeText(file, CsvPredictions.format(predictions));
    }

    /**
     * Writes what the extension asks for: {@code .json} COCO results, {@code .csv} columns.
     *
     * @throws InputException if it is neither, or the file cannot be written
     */
    public static void write(Path file, List<Prediction> predictions) {
        String name = file.toString().toLowerCase(Locale.ROOT);
        if (name.endsWith(".json")) {
            writeCoco(file, predictions);
        } else if (name.endsWith(".csv")) {
            writeCsv(file, predictions);
        } else {
            throw new InputException(
                    "predictions file " + file + " ends in neither .json nor .csv; rename it");
        }
    }

    private static String text(Path file) {
        try {
            long size = Files.size(file);
            if (size > LARGEST_FILE) {
                throw new InputException(
                        file + " has " + size + " bytes; predictions may have " + LARGEST_FILE);
            }
            String text =
                    StandardCharsets.UTF_8
                            .newDecoder()
                            .decode(ByteBuffer.wrap(Files.readAllBytes(file)))
                            .toString();
            return text.startsWith("\uFEFF") ? text.substring(1) : text;
        } catch (NoSuchFileException e) {
            throw new InputException("no predictions file " + file + "; check the path", e);
        } catch (CharacterCodingException e) {
            throw new InputException(file + " is not UTF-8; convert it", e);
        } catch (IOException e) {
            throw new InputException("cannot read predictions " + file + ": " + e, e);
        }
    }
}

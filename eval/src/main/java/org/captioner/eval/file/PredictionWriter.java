package org.captioner.eval.file;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import org.captioner.dataset.AtomicFile;
import org.captioner.dataset.InputException;
import org.captioner.dataset.captions.CellText;

/** Writes captions by image id so that {@link CaptionFile} and other tools read them. */
public final class PredictionWriter {
    private static final ObjectMapper JSON = new ObjectMapper();

    private PredictionWriter() {}

    /**
     * Writes what the extension asks for, replacing the file whole: {@code .json} COCO results,
     * where ids that are numbers are written as such, {@code .csv} columns {@code image,caption}.
     *
     * @param captions raw text by image id
     * @throws InputException if it is neither, or the file cannot be written
     */
    public static void write(Path file, Map<String, String> captions) {
        String name = file.toString().toLowerCase(Locale.ROOT);
        if (name.endsWith(".json")) {
            AtomicFile.writeText(file, coco(captions));
        } else if (name.endsWith(".csv")) {
            AtomicFile.writeText(file, csv(captions));
        } else {
            throw new InputException(
                    "predictions file " + file + " ends in neither .json nor .csv; rename it");
        }
    }

    private static String coco(Map<String, String> captions) {
        ArrayNode array = JSON.createArrayNode();
        captions.forEach(
                (id, caption) -> {
                    ObjectNode entry = array.addObject();
                    if (id.matches("0|[1-9][0-9]{0,17}")) {
                        entry.put("image_id", Long.parseLong(id));
                    } else {
                        entry.put("image_id", id);
                    }
                    entry.put("caption", caption);
                });
        return array.toPrettyString() + "\n";
    }

    private static String csv(Map<String, String> captions) {
        StringBuilder text = new StringBuilder("image,caption\n");
        captions.forEach((id, caption) -> text.append(CellText.row(id, caption)));
        return text.toString();
    }
}

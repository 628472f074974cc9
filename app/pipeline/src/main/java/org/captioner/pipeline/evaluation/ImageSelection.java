package org.captioner.pipeline.evaluation;

import org.captioner.dataset.InputException;
import org.captioner.dataset.captions.CaptionFileReader;
import org.captioner.dataset.captions.TextFile;
import org.captioner.eval.file.CaptionSet;
import org.captioner.eval.file.IdMatch;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The references to score on: all of them, or those of the images that a person names.
 *
 * @param references of these images
 * @param remarks what the selection means for scores; empty if all images are scored
 */
public record ImageSelection(CaptionSet references, List<String> remarks) {
    public ImageSelection {
        remarks = List.copyOf(remarks);
    }

    /** Every image that has references. */
    public static ImageSelection all(CaptionSet references) {
        return new ImageSelection(references, List.of());
    }

    private static Set<String> ids(String fileOrList) {
        Set<String> ids = new LinkedHashSet<>();
        Path file = Path.of(fileOrList);
        if (!Files.isRegularFile(file)) {
            Arrays.stream(fileOrList.split(",", -1)).map(String::strip).forEach(ids::add);
        } else if (fileOrList.matches("(?i).*\\.(csv|tsv|json|jsonl|ndjson)")) {
            CaptionFileReader.read(file, entry -> ids.add(entry.image().strip()));
        } else {
            TextFile.lines(file).stream().map(String::strip).forEach(ids::add);
        }
        ids.remove("");
        return ids;
    }

    /**
     * The images that a person names and that have references.
     *
     * @param fileOrList a file with an id a line, a file of captions whose images count, or ids
     *     separated by commas
     * @throws InputException if no image is selected
     */
    public static ImageSelection named(String fileOrList, CaptionSet references) {
        Set<String> ids = ids(fileOrList);
        Set<String> known = references.captions().keySet();
        Set<String> wanted =
                new LinkedHashSet<>(
                        IdMatch.ofPart(ids, known, references.files()).names().values());
        Map<String, List<String>> captions = new LinkedHashMap<>(references.captions());
        captions.keySet().retainAll(wanted);
        if (captions.isEmpty()) {
            throw new InputException(
                    "--subset "
                            + fileOrList
                            + " names no image that has references; these are named as in "
                            + known.iterator().next());
        }
        String remark =
                "scored on "
                        + captions.size()
                        + " of "
                        + known.size()
                        + " images with references: those of the "
                        + ids.size()
                        + " in --subset "
                        + fileOrList
                        + "; scores on a part compare only with scores on the same part";
        return new ImageSelection(new CaptionSet(captions, references.files()), List.of(remark));
    }

    /** The captions of the selected images; all captions, also unknown ones, if all are. */
    public Map<String, String> captions(Map<String, String> captions) {
        if (remarks.isEmpty()) {
            return captions;
        }
        Map<String, String> kept = new LinkedHashMap<>(captions);
        kept.keySet().retainAll(references.captions().keySet());
        return kept;
    }
}

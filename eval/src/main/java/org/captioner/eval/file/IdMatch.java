package org.captioner.eval.file;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Finds which references captions belong to where two files name the same images in two ways: by
 * number and by file name, with and without folder or ending. Only a way that leaves no doubt
 * counts: it gives every image of either file a name of its own, and every image of one of the
 * files is found in the other.
 *
 * @param names id of the references by id of the captions; ids without a reference are absent
 * @param remark how ids were matched, one sentence; empty if they were equal
 */
public record IdMatch(Map<String, String> names, Optional<String> remark) {
    private static final Pattern COCO_NAME =
            Pattern.compile("(?:COCO_(?:train|val|test)20[0-9]{2}_)?0*([0-9]+)(?:\\.[A-Za-z]+)?");

    /** A way to write ids so that both files have the same. */
    private record Way(String remark, UnaryOperator<String> ofCaption, Keys ofReference) {}

    private enum Coverage {
        WHOLE,
        PART
    }

    private interface Keys {
        String of(String id, Map<String, String> files);
    }

    private static final List<Way> WAYS =
            List.of(
                    new Way(
                            "by the file names that the references have beside their ids",
                            IdMatch::fileName,
                            IdMatch::fileNameBeside),
                    new Way(
                            "by file name without folder",
                            IdMatch::fileName,
                            (id, files) -> fileName(id)),
                    new Way(
                            "by file name without folder and ending",
                            IdMatch::stem,
                            (id, files) -> stem(id)),
                    new Way("by number", IdMatch::number, (id, files) -> number(id)));

    /**
     * Matches the ids of captions with those of references.
     *
     * @param captions ids of the captions
     * @param references ids of the references
     * @param files names of the references' pictures by id, where they are known
     */
    public static IdMatch of(
            Set<String> captions, Set<String> references, Map<String, String> files) {
        return of(captions, references, files, Coverage.WHOLE);
    }

    /** The same where neither needs to have all images of the other: a selection of images. */
    public static IdMatch ofPart(
            Set<String> selected, Set<String> references, Map<String, String> files) {
        return of(selected, references, files, Coverage.PART);
    }

    private static IdMatch of(
            Set<String> captions,
            Set<String> references,
            Map<String, String> files,
            Coverage coverage) {
        if (captions.stream().noneMatch(references::contains)) {
            for (Way way : WAYS) {
                Optional<Map<String, String>> found =
                        match(way, captions, references, files, coverage);
                if (found.isPresent()) {
                    String caption = found.get().keySet().iterator().next();
                    return new IdMatch(
                            found.get(),
                            Optional.of(
                                    "images were matched "
                                            + way.remark()
                                            + ", such as "
                                            + caption
                                            + " with "
                                            + found.get().get(caption)));
                }
            }
        }
        Map<String, String> same = new LinkedHashMap<>();
        captions.stream().filter(references::contains).forEach(id -> same.put(id, id));
        return new IdMatch(same, Optional.empty());
    }

    /** Values under the ids of the references; those without a reference keep theirs. */
    public <T> Map<String, T> apply(Map<String, T> byCaptionId) {
        Map<String, T> renamed = new LinkedHashMap<>();
        byCaptionId.forEach((id, value) -> renamed.put(names.getOrDefault(id, id), value));
        return renamed;
    }

    private static Optional<Map<String, String>> match(
            Way way,
            Set<String> captions,
            Set<String> references,
            Map<String, String> files,
            Coverage coverage) {
        Map<String, String> byKey = new HashMap<>();
        for (String id : references) {
            if (byKey.put(way.ofReference().of(id, files), id) != null) {
                return Optional.empty();
            }
        }
        Map<String, String> names = new LinkedHashMap<>();
        Map<String, String> keys = new HashMap<>();
        for (String id : captions) {
            String key = way.ofCaption().apply(id);
            if (keys.put(key, id) != null) {
                return Optional.empty();
            }
            if (byKey.containsKey(key)) {
                names.put(id, byKey.get(key));
            }
        }
        boolean whole =
                coverage == Coverage.PART
                        || names.size() == captions.size()
                        || names.size() == references.size();
        return whole && !names.isEmpty() ? Optional.of(names) : Optional.empty();
    }

    private static String fileName(String id) {
        String slashes = id.replace('\\', '/');
        return slashes.substring(slashes.lastIndexOf('/') + 1);
    }

    /**
     * The name that the references have beside an id; one that no caption has where they do not.
     */
    private static String fileNameBeside(String id, Map<String, String> files) {
        return files.containsKey(id) ? fileName(files.get(id)) : "\0" + id;
    }

    private static String stem(String id) {
        return fileName(id).replaceFirst("\\.[A-Za-z]{3,4}$", "");
    }

    /** The number of an id that is one, padded or in COCO's file names; others stay as they are. */
    private static String number(String id) {
        Matcher matcher = COCO_NAME.matcher(fileName(id));
        return matcher.matches() ? matcher.group(1) : id;
    }
}

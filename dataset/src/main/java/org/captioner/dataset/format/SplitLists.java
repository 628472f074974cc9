package org.captioner.dataset.format;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.captioner.dataset.DatasetProblem.Kind;
import org.captioner.dataset.InputException;
import org.captioner.dataset.Place;
import org.captioner.dataset.Split;
import org.captioner.dataset.captions.TextFile;

/** The official split lists: {@code Flickr_8k.trainImages.txt} and so on, a file name per line. */
final class SplitLists {
    private static final Map<String, Split> SUFFIXES =
            Map.of(
                    "trainimages.txt", Split.TRAIN,
                    "devimages.txt", Split.DEV,
                    "testimages.txt", Split.TEST);

    private SplitLists() {}

    /** Assigns images to the splits of the lists near {@code location}; without lists, nothing. */
    static void read(Path location, DatasetDraft draft) {
        List<Path> lists =
                DatasetFiles.find(
                        location, name -> SUFFIXES.keySet().stream().anyMatch(name::endsWith));
        Map<Split, Path> seen = new HashMap<>();
        for (Path list : lists) {
            Split split = split(list);
            Path other = seen.put(split, list);
            if (other != null) {
                throw new InputException(
                        "two lists for split "
                                + split.label()
                                + ": "
                                + other
                                + " and "
                                + list
                                + "; remove one");
            }
            read(list, split, draft);
        }
    }

    private static Split split(Path list) {
        String name = list.getFileName().toString().toLowerCase(Locale.ROOT);
        return SUFFIXES.entrySet().stream()
                .filter(entry -> name.endsWith(entry.getKey()))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElseThrow();
    }

    private static void read(Path list, Split split, DatasetDraft draft) {
        Map<String, Long> lines = new HashMap<>();
        long line = 0;
        for (String text : TextFile.lines(list)) {
            line++;
            String name = text.strip();
            Place place = Place.line(list, line);
            if (name.isEmpty()) {
                continue;
            }
            Long first = lines.putIfAbsent(name, line);
            if (first != null) {
                draft.note(
                        place,
                        Kind.DUPLICATE_ROW,
                        name + " is listed in line " + first + " already; skipped");
            } else if (draft.contains(name)) {
                draft.assign(name, split, place);
            } else {
                draft.note(
                        place,
                        Kind.UNKNOWN_IMAGE,
                        "there is no caption of "
                                + name
                                + "; complete the caption file or remove the line");
            }
        }
    }
}

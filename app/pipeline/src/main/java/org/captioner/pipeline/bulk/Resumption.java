package org.captioner.pipeline.bulk;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.captioner.pipeline.output.StoredCaption;
import org.captioner.pipeline.photo.FoundPhoto;
import org.captioner.pipeline.photo.PhotoSearch;

/**
 * What remains to do where an earlier run has written some captions.
 *
 * <p>A stored caption belongs to a photo of the same name, size and modification time; to one of
 * the same name alone where the output states neither. Names are relative to a root, which may have
 * been another one: the output's own root is found by trying the folders above and below the
 * present one, and the wider of the two is kept for all rows.
 *
 * @param photos all that were found, by their names in the output
 * @param kept rows of the output that stay, renamed where its root has changed
 * @param remaining photos to caption
 * @param matched how many photos have a caption already
 * @param replaced rows of photos whose content has changed since; not among those kept
 */
public record Resumption(
        PhotoSearch photos,
        List<StoredCaption> kept,
        List<FoundPhoto> remaining,
        int matched,
        List<StoredCaption> replaced) {
    private static final int ROWS_COMPARED = 20;
    private static final int PREFIXES_TRIED = 100;

    public Resumption {
        kept = List.copyOf(kept);
        remaining = List.copyOf(remaining);
        replaced = List.copyOf(replaced);
    }

    /** Nothing was done before. */
    public static Resumption fresh(PhotoSearch photos) {
        return new Resumption(photos, List.of(), photos.photos(), 0, List.of());
    }

    /**
     * Compares an output with the photos that are there now.
     *
     * @param stored what the output holds; of several rows of one name the last counts
     */
    public static Resumption of(List<StoredCaption> stored, PhotoSearch found) {
        Resumption best = compare(stored, found);
        for (Path root = found.root().getParent(); root != null; root = root.getParent()) {
            if (best.remaining.isEmpty()) {
                return best;
            }
            best = better(best, compare(stored, found.relativeTo(root)));
        }
        for (String prefix : prefixes(stored, found)) {
            List<StoredCaption> renamed =
                    stored.stream().map(row -> row.withName(prefix + row.name())).toList();
            best = better(best, compare(renamed, found));
        }
        return best;
    }

    /** Ties go to the former: the folders next to the present root are tried first. */
    private static Resumption better(Resumption first, Resumption second) {
        return second.matched > first.matched ? second : first;
    }

    /** What the names of some rows lack to be those of photos, shortest first. */
    private static List<String> prefixes(List<StoredCaption> stored, PhotoSearch found) {
        Set<String> prefixes = new LinkedHashSet<>();
        for (StoredCaption row : stored.subList(0, Math.min(stored.size(), ROWS_COMPARED))) {
            String ending = "/" + row.name();
            for (FoundPhoto photo : found.photos()) {
                if (photo.name().endsWith(ending)) {
                    int length = photo.name().length() - row.name().length();
                    prefixes.add(photo.name().substring(0, length));
                }
            }
        }
        return prefixes.stream()
                .sorted(Comparator.comparing(String::length))
                .limit(PREFIXES_TRIED)
                .toList();
    }

    private static Resumption compare(List<StoredCaption> stored, PhotoSearch found) {
        Map<String, FoundPhoto> byName = new HashMap<>();
        found.photos().forEach(photo -> byName.put(photo.name(), photo));
        Map<String, Integer> last = new HashMap<>();
        for (int i = 0; i < stored.size(); i++) {
            last.put(stored.get(i).name(), i);
        }
        List<StoredCaption> kept = new ArrayList<>();
        List<StoredCaption> replaced = new ArrayList<>();
        Set<String> done = new LinkedHashSet<>();
        for (int i = 0; i < stored.size(); i++) {
            StoredCaption row = stored.get(i);
            if (Objects.requireNonNull(last.get(row.name()), row.name()) != i) {
                continue;
            }
            Optional<FoundPhoto> photo = Optional.ofNullable(byName.get(row.name()));
            if (photo.isPresent() && !isOf(row, photo.get())) {
                replaced.add(row);
            } else {
                kept.add(row);
                photo.ifPresent(present -> done.add(present.name()));
            }
        }
        List<FoundPhoto> remaining =
                found.photos().stream().filter(photo -> !done.contains(photo.name())).toList();
        return new Resumption(found, kept, remaining, done.size(), replaced);
    }

    private static boolean isOf(StoredCaption row, FoundPhoto photo) {
        return row.version().isEmpty()
                || photo.version().isEmpty()
                || row.version().equals(photo.version());
    }
}

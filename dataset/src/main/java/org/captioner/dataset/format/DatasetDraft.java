package org.captioner.dataset.format;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.captioner.dataset.CaptionedImage;
import org.captioner.dataset.DatasetProblem;
import org.captioner.dataset.DatasetProblem.Kind;
import org.captioner.dataset.LeftOutLimit;
import org.captioner.dataset.Place;
import org.captioner.dataset.Split;
import org.jspecify.annotations.Nullable;

/**
 * A dataset while it is being read: images in the order of their first mention, and the problems
 * met on the way. Readers call {@link #image}, {@link #assign} and {@link #caption}; {@link
 * #finish} then decides splits and checks that pictures exist.
 */
final class DatasetDraft {
    /** An image with what is known of it so far; {@code split} is null until it is assigned. */
    private static final class Entry {
        final String id;
        final Path file;
        final Place firstSeen;
        final List<String> captions = new ArrayList<>();
        @Nullable Split split;
        @Nullable Place assigned;

        Entry(String id, Path file, Place firstSeen) {
            this.id = id;
            this.file = file;
            this.firstSeen = firstSeen;
        }

        CaptionedImage toImage() {
            return new CaptionedImage(id, file, Objects.requireNonNull(split, id), captions);
        }
    }

    /** What programs write for a missing caption, in lower case. */
    private static final Set<String> PLACEHOLDERS = Set.of("nan", "null", "none", "n/a", "na");

    private final ReadOptions options;
    private boolean seeded;
    private final List<CaptionedImage> missing = new ArrayList<>();
    private final Map<String, Entry> entries = new LinkedHashMap<>();
    private final List<DatasetProblem> problems = new ArrayList<>();

    DatasetDraft(ReadOptions options) {
        this.options = options;
    }

    ReadOptions options() {
        return options;
    }

    boolean contains(String id) {
        return entries.containsKey(id);
    }

    List<DatasetProblem> problems() {
        return problems;
    }

    /** The images that {@link #finish} left out, because their pictures do not exist. */
    List<CaptionedImage> missing() {
        return missing;
    }

    void note(Place place, Kind kind, String message) {
        problems.add(place.problem(kind, message));
    }

    /** Makes the image known; where it is already, nothing changes. */
    void image(String id, Path file, Place place) {
        entries.computeIfAbsent(id, key -> new Entry(key, file, place));
    }

    /** Puts a known image into a split; a second, different one is a problem. */
    void assign(String id, Split split, Place place) {
        Entry entry = Objects.requireNonNull(entries.get(id), id);
        if (entry.split == null) {
            entry.split = split;
            entry.assigned = place;
        } else if (entry.split != split) {
            note(
                    place,
                    Kind.IMAGE_IN_TWO_SPLITS,
                    "image "
                            + id
                            + " is in split "
                            + split.label()
                            + " here and in "
                            + entry.split.label()
                            + " at "
                            + entry.assigned
                            + "; keep it in one");
        }
    }

    /** Adds a caption to a known image, without blanks at its ends. */
    void caption(String id, String text, Place place) {
        Entry entry = Objects.requireNonNull(entries.get(id), id);
        String caption = text.strip();
        if (caption.isEmpty()) {
            note(
                    place,
                    Kind.EMPTY_CAPTION,
                    "the caption of " + id + " has no text; skipped, write one or remove the row");
            return;
        }
        if (entry.captions.contains(caption)) {
            note(
                    place,
                    Kind.REPEATED_CAPTION,
                    "image " + id + " has this caption already; both are kept");
        }
        if (PLACEHOLDERS.contains(caption.toLowerCase(Locale.ROOT))) {
            note(
                    place,
                    Kind.PLACEHOLDER_CAPTION,
                    "the caption of "
                            + id
                            + " is '"
                            + caption
                            + "', which programs write for a missing one; remove the row if it is");
        }
        entry.captions.add(caption);
    }

    /**
     * The images as the options want them: split, and with pictures that exist. What was left out
     * is among {@link #problems}.
     *
     * @param location what the user named, for problems of the dataset as a whole
     */
    List<CaptionedImage> finish(Path location) {
        Place whole = Place.of(location);
        if (entries.values().stream().allMatch(entry -> entry.split == null)) {
            seeded = true;
            makeSplit(whole);
        }
        leaveOutUnassigned(whole);
        noteImagesWithoutCaption();
        if (options.imageCheck() != ImageCheck.NONE) {
            leaveOutMissing();
        }
        return entries.values().stream().map(Entry::toImage).toList();
    }

    private void makeSplit(Place whole) {
        Map<String, Split> splits =
                SeededSplit.of(entries.keySet(), options.seed(), options.shares());
        entries.values()
                .forEach(
                        entry ->
                                assign(
                                        entry.id,
                                        Objects.requireNonNull(splits.get(entry.id), entry.id),
                                        entry.firstSeen));
        if (!splits.isEmpty()) {
            note(
                    whole,
                    Kind.SEEDED_SPLIT,
                    "no split is stated, so images were split by seed "
                            + options.seed()
                            + " into "
                            + SeededSplit.describe(splits.values())
                            + "; such scores compare only with the same seed and images");
        }
    }

    private void leaveOutUnassigned(Place whole) {
        Collection<Entry> all = entries.values();
        List<String> without = all.stream().filter(e -> e.split == null).map(e -> e.id).toList();
        if (!without.isEmpty()) {
            note(
                    whole,
                    Kind.NOT_IN_A_SPLIT,
                    without.size()
                            + " images with captions are in no split list and left out, among"
                            + " them "
                            + without.get(0));
            all.removeIf(entry -> entry.split == null);
        }
    }

    private void noteImagesWithoutCaption() {
        for (Entry entry : entries.values()) {
            if (entry.captions.isEmpty()) {
                note(
                        entry.firstSeen,
                        Kind.NO_CAPTION,
                        "image "
                                + entry.id
                                + " has no caption; it is of no use for training or scoring");
            }
        }
    }

    /** A few are left out, as {@link ImageCheck} states for which splits; others are errors. */
    private void leaveOutMissing() {
        List<Entry> absent =
                entries.values().stream()
                        .filter(entry -> !Files.isRegularFile(entry.file))
                        .toList();
        boolean few = LeftOutLimit.allows(absent.size(), entries.size());
        boolean anySplit = seeded || options.imageCheck() == ImageCheck.TRAINING;
        for (Entry entry : absent) {
            boolean allowed = few && (anySplit || entry.split == Split.TRAIN);
            note(
                    Objects.requireNonNull(entry.assigned, entry.id),
                    allowed ? Kind.IMAGE_LEFT_OUT : Kind.MISSING_IMAGE,
                    "image "
                            + entry.file
                            + " does not exist, nor does another folder of the dataset have it; "
                            + (allowed
                                    ? "it is left out"
                                    : "complete the image folder or remove the row"));
            missing.add(entry.toImage());
            entries.remove(entry.id);
        }
    }
}

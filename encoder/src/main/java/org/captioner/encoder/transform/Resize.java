package org.captioner.encoder.transform;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

import org.captioner.dataset.InputException;
import org.captioner.dataset.NearestNames;
import org.captioner.dataset.image.Photo;

import java.util.Arrays;

/** How an oblong photo becomes a square. */
public enum Resize {
    /**
     * The shorter side to {@code size * 256 / 224} (256 for 224), then the middle square of {@code
     * size}: torchvision's evaluation transform. Loses the margins, also of a photo that has the
     * wanted size already.
     */
    CROP("crop") {
        @Override
        Axis horizontal(Photo photo, int size) {
            return cropped(photo.width(), photo.height(), size);
        }

        @Override
        Axis vertical(Photo photo, int size) {
            return cropped(photo.height(), photo.width(), size);
        }
    },
    /** Both sides to {@code size}, whatever becomes of the proportions; nothing is lost. */
    SQUASH("squash") {
        @Override
        Axis horizontal(Photo photo, int size) {
            return Axis.whole(photo.width(), size);
        }

        @Override
        Axis vertical(Photo photo, int size) {
            return Axis.whole(photo.height(), size);
        }
    },
    /**
     * Margins of the mean colour make it square, then both sides to {@code size}; nothing is lost
     * and proportions stay.
     */
    PAD("pad") {
        @Override
        Axis horizontal(Photo photo, int size) {
            return Axis.padded(photo.width(), Math.max(photo.width(), photo.height()), size);
        }

        @Override
        Axis vertical(Photo photo, int size) {
            return Axis.padded(photo.height(), Math.max(photo.width(), photo.height()), size);
        }
    };

    private final String label;

    Resize(String label) {
        this.label = label;
    }

    /** The name that options and model files use: {@code crop}, {@code squash}, {@code pad}. */
    @JsonValue
    public String label() {
        return label;
    }

    /**
     * Reads a label.
     *
     * @throws InputException if it is none of the three
     */
    @JsonCreator
    public static Resize parse(String label) {
        return Arrays.stream(values())
                .filter(resize -> resize.label.equals(label))
                .findFirst()
                .orElseThrow(
                        () ->
                                new InputException(
                                        "unknown resize '"
                                                + label
                                                + "'; use crop, squash or pad"
                                                + NearestNames.suggestion(
                                                        label,
                                                        Arrays.stream(values())
                                                                .map(Resize::label)
                                                                .toList())));
    }

    abstract Axis horizontal(Photo photo, int size);

    abstract Axis vertical(Photo photo, int size);

    private static Axis cropped(int length, int otherLength, int size) {
        long shorter = Math.round(size * 256.0 / 224);
        long resized = length <= otherLength ? shorter : shorter * length / otherLength;
        return Axis.cropped(length, resized, size);
    }
}

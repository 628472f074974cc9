package org.captioner.dataset;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Captioned images, each in exactly one split.
 *
 * @param name what reports call it, usually the folder's name
 * @param format the reader that understood it, as {@code --format} spells it
 * @param images in the order of the source; ids are unique
 * @param checksum SHA-256 over ids, splits and captions, in hexadecimal: two datasets with the same
 *     checksum teach and score the same
 */
public record CaptionDataset(
        String name, String format, List<CaptionedImage> images, String checksum) {
    public CaptionDataset {
        images = List.copyOf(images);
        Set<String> seen = new HashSet<>();
        for (CaptionedImage image : images) {
            if (!seen.add(image.id())) {
                throw new IllegalArgumentException("image id twice: " + image.id());
            }
        }
    }

    /** The images of one split, in the order of the source. */
    public List<CaptionedImage> split(Split split) {
        return images.stream().filter(image -> image.split() == split).toList();
    }
}

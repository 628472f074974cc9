package org.captioner.dataset;

import java.nio.file.Path;
import java.util.List;
import java.util.Objects;

/**
 * One image of a dataset with the captions people wrote for it.
 *
 * @param id what predictions and references are matched by: the file name for Flickr-style sets,
 *     the numeric id for COCO; unique within a dataset
 * @param file where the picture is; not opened by the readers unless they are asked to check pixels
 * @param split the part this image plays
 * @param captions raw text in the order of the source, possibly empty, none of them blank
 */
public record CaptionedImage(String id, Path file, Split split, List<String> captions) {
    public CaptionedImage {
        Objects.requireNonNull(file, "file");
        Objects.requireNonNull(split, "split");
        captions = List.copyOf(captions);
        if (id.isBlank()) {
            throw new IllegalArgumentException("an image id may not be blank: " + file);
        }
    }
}

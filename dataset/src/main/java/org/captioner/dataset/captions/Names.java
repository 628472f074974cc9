package org.captioner.dataset.captions;

import java.util.List;
import java.util.stream.Stream;

/** What columns of tables and fields of JSON objects are called in files that people have. */
final class Names {
    /** The picture's file, the usual first. */
    static final List<String> FILES =
            List.of(
                    "image",
                    "file_name",
                    "filename",
                    "image_name",
                    "image_path",
                    "file",
                    "path",
                    "img",
                    "photo");

    /** One caption or a list of them. */
    static final List<String> CAPTIONS =
            List.of(
                    "caption",
                    "captions",
                    "text",
                    "comment",
                    "generated_text",
                    "generated_caption",
                    "description",
                    "sentence",
                    "sentences");

    /** The image's id, the most telling first. */
    static final List<String> IDS = List.of("image_id", "cocoid");

    static final String ID = "id";
    static final String SPLIT = "split";
    static final String ERROR = "error";
    static final String LOG_PROBABILITY = "log_probability";

    private Names() {}

    /** Every name that may tell which image is meant, the most telling first. */
    static List<String> images() {
        return Stream.of(IDS, FILES, List.of(ID)).flatMap(List::stream).toList();
    }
}

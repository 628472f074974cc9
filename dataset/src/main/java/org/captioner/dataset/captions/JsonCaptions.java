package org.captioner.dataset.captions;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.captioner.dataset.Place;

/**
 * Captions in JSON, in whatever shape they come:
 *
 * <ul>
 *   <li>COCO annotations {@code {"images": [{"id", "file_name"}], "annotations": [{"image_id",
 *       "caption"}]}}; annotations of boxes and masks beside captions are skipped
 *   <li>Karpathy's files {@code {"images": [{"filename", "split", "sentences": [{"raw"}]}]}}
 *   <li>lists of objects, such as COCO results {@code [{"image_id", "caption"}]}, LAVIS and BLIP
 *       ({@code caption} may be a list) and the output of Hugging Face pipelines
 *   <li>dictionaries by image id, such as pycocoevalcap's {@code {"42": ["a dog", ...]}}, also with
 *       objects {@code {"caption"}} in the lists
 *   <li>JSON Lines, one object per line
 * </ul>
 */
public final class JsonCaptions {
    private final JsonCursor json;
    private final CaptionVisitor visitor;

    private JsonCaptions(JsonCursor json, CaptionVisitor visitor) {
        this.json = json;
        this.visitor = visitor;
    }

    /** Whether a text whose name does not tell is meant to be JSON. */
    static boolean recognises(String text) {
        String start = text.stripLeading();
        return start.startsWith("[") || start.startsWith("{");
    }

    /** Reads a text from {@code file}. */
    static void read(Path file, String text, CaptionVisitor visitor) {
        JsonCursor.read(file, text, json -> new JsonCaptions(json, visitor).root());
    }

    /**
     * Reads a file of any length.
     *
     * @throws org.captioner.dataset.InputException if it is no JSON or of another shape; the
     *     message names the element
     */
    public static void read(Path file, CaptionVisitor visitor) {
        JsonCursor.read(file, json -> new JsonCaptions(json, visitor).root());
    }

    private void root() throws IOException {
        if (json.isArray()) {
            json.array("captions", () -> list(ObjectKind.ENTRY));
        } else {
            rootObject();
        }
    }

    /** A dataset, a dictionary, or one line of JSON Lines: its fields tell. */
    private void rootObject() throws IOException {
        JsonObject object = new JsonObject(json);
        List<CaptionEntry> dictionary = new ArrayList<>();
        boolean[] dataset = {false};
        json.object(
                "a dataset",
                field -> {
                    if (field.equals("images") && json.isArray()) {
                        dataset[0] = true;
                        json.array(field, () -> list(ObjectKind.IMAGE));
                    } else if (field.equals("annotations") && json.isArray()) {
                        dataset[0] = true;
                        json.array(field, () -> list(ObjectKind.ANNOTATION));
                    } else if (object.knows(field)) {
                        object.field(field);
                    } else if (json.isArray() || json.isText()) {
                        Place place = json.place().ofImage(field);
                        JsonObject.captions(json, field)
                                .ifPresent(
                                        captions ->
                                                dictionary.add(
                                                        CaptionEntry.of(place, field, captions)));
                    } else {
                        json.skip();
                    }
                });
        if (dataset[0]) {
            return;
        }
        if (!object.isEmpty()) {
            visitor.entry(object.entry(ObjectKind.ENTRY));
        } else if (!dictionary.isEmpty()) {
            dictionary.forEach(visitor::entry);
        } else {
            throw object.place()
                    .error(
                            "expected an object with image_id and caption, a dictionary of"
                                    + " captions by image, or a dataset with images and"
                                    + " annotations; see 'captioner score --help'");
        }
    }

    private void list(ObjectKind kind) throws IOException {
        JsonObject object = new JsonObject(json);
        json.object(
                kind.what(),
                field -> {
                    if (object.knows(field)) {
                        object.field(field);
                    } else {
                        json.skip();
                    }
                });
        if (kind != ObjectKind.ANNOTATION || !object.isBox()) {
            visitor.entry(object.entry(kind));
        }
    }

    /** What an object stands for, which decides what it needs. */
    enum ObjectKind {
        /** A caption or several of an image, complete in itself. */
        ENTRY("an image with its caption"),
        /** An image of a dataset; its captions may be elsewhere. */
        IMAGE("an image"),
        /** A caption of an image that is described elsewhere. */
        ANNOTATION("an annotation");

        private final String what;

        ObjectKind(String what) {
            this.what = what;
        }

        String what() {
            return what;
        }
    }
}

package org.captioner.dataset.captions;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Stream;
import org.captioner.dataset.InputException;
import org.captioner.dataset.Place;
import org.captioner.dataset.captions.JsonCaptions.ObjectKind;

/** The fields of one JSON object as they are read, and the entry that they make. */
final class JsonObject {
    private static final String FILE_PATH = "filepath";
    private static final List<String> BOX_FIELDS = List.of("bbox", "segmentation", "keypoints");

    private final JsonCursor json;
    private final Place place;
    private final Map<String, String> texts = new HashMap<>();
    private Optional<List<String>> captions = Optional.empty();
    private boolean box;

    JsonObject(JsonCursor json) {
        this.json = json;
        this.place = json.place();
    }

    Place place() {
        return place;
    }

    /** Whether {@link #field} has a use for a field of this name; others are to be skipped. */
    boolean knows(String field) {
        return Names.CAPTIONS.contains(field)
                || Names.images().contains(field)
                || BOX_FIELDS.contains(field)
                || List.of(FILE_PATH, Names.SPLIT, Names.ERROR, Names.LOG_PROBABILITY)
                        .contains(field);
    }

    /** Takes the value of a field. */
    void field(String name) throws IOException {
        if (BOX_FIELDS.contains(name)) {
            box = true;
            json.skip();
        } else if (Names.CAPTIONS.contains(name)) {
            Optional<List<String>> found = captions(json, name);
            if (found.isEmpty()) {
                throw json.place().error("a caption has no field 'raw' or 'caption'");
            }
            captions = captions.isPresent() && !name.equals("caption") ? captions : found;
        } else if (json.isNull()) {
            json.skip();
        } else {
            texts.put(name, json.text(name));
        }
    }

    /** Whether nothing was taken, so that the object may be a dictionary. */
    boolean isEmpty() {
        return texts.isEmpty() && captions.isEmpty() && !box;
    }

    /** Whether it marks a region of a picture and has no caption. */
    boolean isBox() {
        return box && captions.isEmpty();
    }

    CaptionEntry entry(ObjectKind kind) {
        Optional<String> id = kind == ObjectKind.IMAGE ? imageId() : id();
        Place here = id.map(place::ofImage).orElse(place);
        Optional<String> error =
                Optional.ofNullable(texts.get(Names.ERROR)).filter(text -> !text.isBlank());
        boolean complete = kind == ObjectKind.IMAGE || captions.isPresent() || error.isPresent();
        if (id.isEmpty() || !complete) {
            throw missing(kind, here);
        }
        return new CaptionEntry(
                here,
                id.get(),
                file(),
                error.isPresent() ? List.of() : captions.orElse(List.of()),
                Optional.ofNullable(texts.get(Names.SPLIT)).map(here::split),
                error,
                logProbability());
    }

    private static InputException missing(ObjectKind kind, Place place) {
        return place.error(
                switch (kind) {
                    case ENTRY ->
                            "expected an object with image_id (or image, file_name) and caption"
                                    + " (or text)";
                    case IMAGE -> "an image needs the fields 'id' and 'file_name'";
                    case ANNOTATION -> "an annotation needs the fields 'image_id' and 'caption'";
                });
    }

    private Optional<String> id() {
        return first(Names.images());
    }

    /** In a list of images, {@code id} is the image's own. */
    private Optional<String> imageId() {
        return first(
                Stream.of(Names.IDS, List.of(Names.ID), Names.FILES)
                        .flatMap(List::stream)
                        .toList());
    }

    private Optional<String> file() {
        String folder = texts.getOrDefault(FILE_PATH, "");
        return first(Names.FILES).map(name -> folder.isEmpty() ? name : folder + "/" + name);
    }

    private OptionalDouble logProbability() {
        try {
            String text = texts.get(Names.LOG_PROBABILITY);
            return text == null
                    ? OptionalDouble.empty()
                    : OptionalDouble.of(Double.parseDouble(text));
        } catch (NumberFormatException e) {
            throw place.error("log_probability is no number");
        }
    }

    private Optional<String> first(List<String> names) {
        return names.stream().filter(texts::containsKey).findFirst().map(texts::get);
    }

    /**
     * The captions at the cursor: a text, or a list of texts or of objects that hold one each;
     * nothing if it is something else, which is skipped. An absent caption ({@code null}) is an
     * empty one.
     */
    static Optional<List<String>> captions(JsonCursor json, String what) throws IOException {
        if (json.isNull()) {
            json.skip();
            return Optional.of(List.of(""));
        }
        if (json.isText()) {
            return Optional.of(List.of(json.text(what)));
        }
        if (!json.isArray()) {
            json.skip();
            return Optional.empty();
        }
        List<String> texts = new ArrayList<>();
        boolean[] other = {false};
        json.array(
                what,
                () -> {
                    Optional<String> text = caption(json);
                    other[0] |= text.isEmpty();
                    text.ifPresent(texts::add);
                });
        return other[0] ? Optional.empty() : Optional.of(texts);
    }

    private static Optional<String> caption(JsonCursor json) throws IOException {
        if (json.isNull()) {
            return Optional.of("");
        }
        if (json.isText()) {
            return Optional.of(json.text("a caption"));
        }
        if (!json.isObject()) {
            json.skip();
            return Optional.empty();
        }
        String[] text = {null};
        json.object(
                "a caption",
                field -> {
                    boolean holdsText = field.equals("raw") || Names.CAPTIONS.contains(field);
                    if (holdsText && json.isText() && (text[0] == null || field.equals("raw"))) {
                        text[0] = json.text(field);
                    } else {
                        json.skip();
                    }
                });
        return Optional.ofNullable(text[0]);
    }
}

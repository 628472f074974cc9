package org.captioner.dataset.format;

import org.captioner.dataset.DatasetProblem.Kind;
import org.captioner.dataset.Excerpt;
import org.captioner.dataset.Place;
import org.captioner.dataset.captions.Delimiter;
import org.captioner.dataset.captions.Table;

import java.nio.file.Path;
import java.util.List;

/**
 * Flickr8k as Kaggle hands it out: {@code captions.txt} with the header {@code image,caption} and
 * the pictures in {@code Images}. It states no split: official lists beside the captions are used
 * if someone put them there, else the split is seeded.
 */
final class KaggleReader implements DatasetReader {
    private static final String CAPTION_FILE = "captions.txt";

    @Override
    public String name() {
        return "kaggle";
    }

    @Override
    public String description() {
        return CAPTION_FILE;
    }

    @Override
    public Precedence precedence() {
        return Precedence.NAMED;
    }

    @Override
    public boolean recognises(Path location) {
        return !DatasetFiles.named(location, CAPTION_FILE::equals).isEmpty();
    }

    @Override
    public void read(Path location, DatasetDraft draft) {
        Path captions =
                DatasetFiles.only(
                        location, DatasetFiles.named(location, CAPTION_FILE::equals), CAPTION_FILE);
        ImageFolder images = ImageFolder.find(location, draft.options());
        boolean[] headerSeen = {false};
        Table.read(captions, Delimiter.COMMA)
                .read(
                        (place, cells) -> {
                            if (headerSeen[0]) {
                                add(place, cells, images, draft);
                            } else {
                                checkHeader(place, cells);
                                headerSeen[0] = true;
                            }
                        });
        if (!headerSeen[0]) {
            throw Place.of(captions).error("the file is empty; its first line is image,caption");
        }
        SplitLists.read(location, draft);
    }

    private static void checkHeader(Place place, List<String> cells) {
        if (!cells.stream().map(String::strip).toList().equals(List.of("image", "caption"))) {
            throw place.error(
                    "expected the header image,caption, found '"
                            + Excerpt.of(String.join(",", cells))
                            + "'; use --data-format csv for other tables");
        }
    }

    private static void add(
            Place place, List<String> cells, ImageFolder images, DatasetDraft draft) {
        String id = ImageFolder.plain(cells.get(0).strip());
        if (id.isEmpty() || cells.size() < 2) {
            throw place.error(
                    "expected an image name, a comma and a caption, found '"
                            + Excerpt.of(String.join(",", cells))
                            + "'");
        }
        if (cells.size() > 2) {
            // Only two columns exist and image names hold no comma, so the meaning is plain.
            draft.note(place, Kind.UNQUOTED_COMMA, "the caption has commas but no quotes");
        }
        draft.image(id, images.resolve(id, place), place);
        draft.caption(id, String.join(",", cells.subList(1, cells.size())), place);
    }
}

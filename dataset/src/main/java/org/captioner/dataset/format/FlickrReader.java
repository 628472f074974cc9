package org.captioner.dataset.format;

import org.captioner.dataset.DatasetProblem.Kind;
import org.captioner.dataset.Excerpt;
import org.captioner.dataset.Place;
import org.captioner.dataset.captions.TextFile;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Flickr8k and Flickr30k as distributed by their authors: lines {@code name.jpg#k<TAB>caption}, k
 * from 0, and split lists beside them. Captions may contain {@code #} and anything but a line end;
 * the number is what follows the last {@code #} before the first tab.
 *
 * <p>M. Hodosh, P. Young, J. Hockenmaier (2013), Framing Image Description as a Ranking Task, JAIR
 * 47.
 */
final class FlickrReader implements DatasetReader {
    /** What a caption key was given first. */
    private record Row(String caption, long line) {}

    private static final Pattern NUMBER = Pattern.compile("[0-9]{1,6}");
    private static final Pattern SPACES_FOR_TAB = Pattern.compile("\\S+#[0-9]+ +.*");

    @Override
    public String name() {
        return "flickr8k";
    }

    @Override
    public String description() {
        return "*.token.txt";
    }

    @Override
    public Precedence precedence() {
        return Precedence.NAMED;
    }

    @Override
    public boolean recognises(Path location) {
        return !DatasetFiles.named(location, FlickrReader::isCaptionFile).isEmpty();
    }

    private static boolean isCaptionFile(String lowerCaseName) {
        return (lowerCaseName.endsWith(".token.txt") || lowerCaseName.endsWith(".token"))
                && !lowerCaseName.contains("lemma");
    }

    @Override
    public void read(Path location, DatasetDraft draft) {
        Path captions =
                DatasetFiles.only(
                        location,
                        DatasetFiles.named(location, FlickrReader::isCaptionFile),
                        "caption file such as Flickr8k.token.txt");
        ImageFolder images = ImageFolder.find(location, draft.options());
        Map<String, Row> seen = new HashMap<>();
        long line = 0;
        for (String text : TextFile.lines(captions)) {
            line++;
            if (!text.isBlank()) {
                readLine(text, Place.line(captions, line), images, seen, draft);
            }
        }
        SplitLists.read(location, draft);
    }

    private static void readLine(
            String text,
            Place place,
            ImageFolder images,
            Map<String, Row> seen,
            DatasetDraft draft) {
        int tab = text.indexOf('\t');
        if (tab < 0) {
            throw place.error(
                    SPACES_FOR_TAB.matcher(text).matches()
                            ? "the tab between name and caption was turned into spaces; put one tab"
                                    + " back in each line, or take the original file"
                            : "expected name.jpg#number, a tab and a caption; found no tab");
        }
        String key = text.substring(0, tab).strip();
        int hash = key.lastIndexOf('#');
        if (hash < 1 || !NUMBER.matcher(key.substring(hash + 1)).matches()) {
            throw place.error(
                    "expected name.jpg#number before the tab, found '" + Excerpt.of(key) + "'");
        }
        String id = ImageFolder.plain(key.substring(0, hash));
        draft.image(id, images.resolve(id, place), place);
        Row row = new Row(text.substring(tab + 1), place.line());
        Row first = seen.putIfAbsent(key, row);
        if (first == null) {
            draft.caption(id, row.caption(), place);
        } else if (first.caption().equals(row.caption())) {
            draft.note(place, Kind.DUPLICATE_ROW, "repeats line " + first.line() + "; skipped");
        } else {
            draft.note(
                    place,
                    Kind.CONFLICTING_ROWS,
                    "caption " + key + " reads otherwise in line " + first.line() + "; keep one");
        }
    }
}

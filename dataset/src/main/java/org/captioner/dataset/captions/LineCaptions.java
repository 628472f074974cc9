package org.captioner.dataset.captions;

import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.captioner.dataset.Place;

/** Text files: image id, tab, caption; or captions alone, known by their line numbers. */
final class LineCaptions {
    private static final Pattern CAPTION_NUMBER = Pattern.compile("#[0-9]+$");

    private LineCaptions() {}

    static void read(Path file, String text, CaptionVisitor visitor) {
        List<String> lines = text.lines().toList();
        boolean named = !lines.isEmpty() && lines.get(0).indexOf('\t') >= 0;
        for (int i = 0; i < lines.size(); i++) {
            Place place = Place.line(file, i + 1);
            String line = lines.get(i);
            if (!named) {
                visitor.entry(CaptionEntry.of(place, Integer.toString(i + 1), List.of(line)));
            } else if (!line.isBlank()) {
                visitor.entry(named(place, line));
            }
        }
    }

    private static CaptionEntry named(Place place, String line) {
        int tab = line.indexOf('\t');
        if (tab < 1) {
            throw place.error("expected image id, tab and caption");
        }
        String id = CAPTION_NUMBER.matcher(line.substring(0, tab)).replaceFirst("");
        return CaptionEntry.of(place, id, List.of(line.substring(tab + 1)));
    }
}

package org.captioner.eval.file;

import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.captioner.dataset.InputException;

/** Text files: image id, tab, caption; or captions alone, known by their line numbers. */
final class LineCaptions {
    private static final Pattern CAPTION_NUMBER = Pattern.compile("#\\d+$");

    private LineCaptions() {}

    static void read(String text, Path file, CaptionSink sink) {
        List<String> lines = text.lines().toList();
        if (lines.isEmpty()) {
            return;
        }
        for (char delimiter : new char[] {',', '\t'}) {
            if (TableCaptions.isHeader(lines.get(0), delimiter)) {
                TableCaptions.read(text, delimiter, file, sink);
                return;
            }
        }
        boolean named = lines.get(0).indexOf('\t') >= 0;
        for (int i = 0; i < lines.size(); i++) {
            if (named) {
                readNamed(lines.get(i), i + 1, file, sink);
            } else {
                sink.caption(i + 1, Integer.toString(i + 1), lines.get(i));
            }
        }
    }

    private static void readNamed(String line, int number, Path file, CaptionSink sink) {
        if (line.isBlank()) {
            return;
        }
        int tab = line.indexOf('\t');
        if (tab < 1) {
            throw new InputException(
                    file + " line " + number + ": expected image id, tab and caption");
        }
        String id = CAPTION_NUMBER.matcher(line.substring(0, tab)).replaceFirst("");
        sink.caption(number, id, line.substring(tab + 1));
    }
}

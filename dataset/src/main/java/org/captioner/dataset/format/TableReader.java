package org.captioner.dataset.format;

import org.captioner.dataset.captions.Delimiter;
import org.captioner.dataset.captions.TableCaptions;
import org.captioner.dataset.captions.TextFile;

import java.nio.file.Path;
import java.util.List;

/**
 * A table with a header: a column for the image and one for the caption, under any usual names, one
 * row per caption, and optionally {@code split}. Without a split column the split is seeded. Image
 * names are relative to the image folder, or to the table's own.
 *
 * @param name of the format
 * @param delimiter that the ending promises; another one that the header shows is used
 */
record TableReader(String name, Delimiter delimiter) implements DatasetReader {
    static TableReader commaSeparated() {
        return new TableReader("csv", Delimiter.COMMA);
    }

    static TableReader tabSeparated() {
        return new TableReader("tsv", Delimiter.TAB);
    }

    @Override
    public String description() {
        return "*." + name;
    }

    @Override
    public Precedence precedence() {
        return Precedence.TABLE;
    }

    @Override
    public boolean recognises(Path location) {
        return !files(location).isEmpty();
    }

    private List<Path> files(Path location) {
        return DatasetFiles.named(location, file -> file.endsWith("." + name));
    }

    @Override
    public void read(Path location, DatasetDraft draft) {
        Path file = DatasetFiles.only(location, files(location), description());
        ImageFolder images = ImageFolder.find(location, draft.options());
        TableCaptions.read(file, TextFile.read(file), delimiter, new EntryReader(images, draft));
    }
}

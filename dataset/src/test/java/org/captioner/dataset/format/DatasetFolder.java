package org.captioner.dataset.format;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.captioner.dataset.CaptionDataset;
import org.captioner.dataset.DatasetProblem;

/** A small dataset that a test writes, file by file; pictures are empty files. */
record DatasetFolder(Path root) {
    DatasetFolder text(String name, String... lines) {
        return bytes(name, String.join("\n", lines).concat("\n").getBytes(StandardCharsets.UTF_8));
    }

    DatasetFolder pictures(String folder, String... names) {
        for (String name : names) {
            bytes(folder + "/" + name, new byte[0]);
        }
        return this;
    }

    DatasetFolder bytes(String name, byte[] content) {
        try {
            Path file = root.resolve(name);
            Files.createDirectories(file.getParent());
            Files.write(file, content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return this;
    }

    CaptionDataset read() {
        return DatasetReaders.read(root, ReadOptions.defaults());
    }

    CaptionDataset inspect() {
        return DatasetReaders.inspect(root, ReadOptions.defaults());
    }

    /** Texts of the problems with the folder's own path taken out. */
    List<String> problems() {
        return inspect().problems().stream().map(DatasetProblem::text).map(this::relative).toList();
    }

    String relative(String message) {
        return message.replace(root + "/", "").replace(root.toString(), "ROOT");
    }
}

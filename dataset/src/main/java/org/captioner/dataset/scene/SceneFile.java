package org.captioner.dataset.scene;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.captioner.dataset.AtomicFile;
import org.captioner.dataset.InputException;

/**
 * The file {@code scenes.json} beside drawn scenes: what each picture shows, and the options that
 * draw it again.
 *
 * @param version of this format, {@value #VERSION}
 * @param options what {@link SceneGenerator} was given
 * @param scenes training, dev, test, in this order
 */
public record SceneFile(int version, SceneOptions options, List<Scene> scenes) {
    /** The version written, and the only one read. */
    public static final int VERSION = 1;

    private static final String NAME = "scenes.json";
    private static final ObjectMapper JSON =
            new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

    public SceneFile {
        Objects.requireNonNull(options, "options");
        scenes = List.copyOf(scenes);
    }

    /**
     * Reads the file from a folder of scenes.
     *
     * @throws InputException if it is missing, malformed or of another version
     */
    public static SceneFile read(Path folder) {
        Path file = folder.resolve(NAME);
        try {
            SceneFile read = JSON.readValue(Files.readAllBytes(file), SceneFile.class);
            if (read.version != VERSION) {
                throw new InputException(
                        file
                                + ": version "
                                + read.version
                                + " is not supported, only "
                                + VERSION
                                + " is; draw the scenes again");
            }
            return read;
        } catch (JsonProcessingException e) {
            throw new InputException(
                    file + ": " + e.getOriginalMessage() + "; draw the scenes again", e);
        } catch (IOException e) {
            throw new InputException(
                    "cannot read " + file + " (" + e + "); name a folder of drawn scenes", e);
        }
    }

    void write(Path folder) {
        AtomicFile.write(folder.resolve(NAME), out -> out.write(JSON.writeValueAsBytes(this)));
    }
}

package org.captioner.decoder.bundle;

import java.nio.file.Path;
import java.util.List;
import org.captioner.decoder.integrity.FileChecksums;

/** Files that are added to a bundle after training. */
public final class BundleAddition {
    private BundleAddition() {}

    /**
     * Lists the checksum of a file, new or changed, in {@code model.json}; bundles of format
     * version 1 list none.
     *
     * @param name of the file in the folder
     * @throws org.captioner.dataset.InputException if the folder is no bundle, or cannot be read or
     *     written
     */
    public static void list(Path folder, String name) {
        BundleManifest manifest = ModelBundle.readManifest(folder);
        if (!manifest.files().isEmpty()) {
            FileChecksums.of(folder, List.of(name))
                    .forEach(
                            (file, checksum) ->
                                    manifest.withFile(file, checksum)
                                            .save(folder.resolve(ModelBundle.MANIFEST)));
        }
    }
}

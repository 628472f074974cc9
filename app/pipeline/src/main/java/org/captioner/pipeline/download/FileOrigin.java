package org.captioner.pipeline.download;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.captioner.dataset.InputException;
import org.jspecify.annotations.Nullable;

/**
 * Where a person has files: a web address, or a path on this machine.
 *
 * @param address absolute: {@code https:}, {@code http:} or {@code file:}
 */
public record FileOrigin(URI address) {
    /**
     * Reads {@code https://...}, {@code http://...} or a path.
     *
     * @throws InputException if it is neither
     */
    public static FileOrigin parse(String text) {
        String lower = text.toLowerCase(Locale.ROOT);
        try {
            if (lower.startsWith("https://") || lower.startsWith("http://")) {
                // Java compares schemes as spelt.
                int colon = text.indexOf(':');
                URI address = URI.create(lower.substring(0, colon) + text.substring(colon));
                if (address.getHost() != null) {
                    return new FileOrigin(address);
                }
            } else if (!lower.contains("://")) {
                Path path = Path.of(text).toAbsolutePath();
                if (!Files.exists(path)) {
                    throw new InputException(text + ": no such file or folder; check --from");
                }
                return new FileOrigin(path.toUri());
            }
        } catch (IllegalArgumentException e) {
            throw unknown(text, e);
        }
        throw unknown(text, null);
    }

    /** Whether this is a folder of files rather than one file. */
    boolean isPlace() {
        String path = address.getPath();
        return path != null && path.endsWith("/");
    }

    /** Where the file of this name is. */
    URI of(String name) {
        return isPlace() ? address.resolve(name) : address;
    }

    private static InputException unknown(String text, @Nullable Throwable cause) {
        return new InputException(
                "'" + text + "' is neither an http(s) address nor a path; check --from", cause);
    }
}

package org.captioner.pipeline.report;

import java.nio.file.Path;
import java.util.List;

/**
 * A picture with its captions.
 *
 * @param file PNG or JPEG, embedded as it is
 * @param caption that the model wrote; also the text for those who cannot see the picture
 * @param references that people, or the one who drew it, wrote
 * @param remark on the caption, such as {@code right}; may be empty
 */
public record ReportPicture(Path file, String caption, List<String> references, String remark) {
    public ReportPicture {
        references = List.copyOf(references);
    }
}

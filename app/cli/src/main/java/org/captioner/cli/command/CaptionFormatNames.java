package org.captioner.cli.command;

import java.util.Iterator;
import org.captioner.pipeline.output.CaptionFormat;
import org.captioner.pipeline.output.CaptionFormats;

/** What {@code --format} can be, for help and completion. */
final class CaptionFormatNames implements Iterable<String> {
    @Override
    public Iterator<String> iterator() {
        return CaptionFormats.all().stream().map(CaptionFormat::name).iterator();
    }
}

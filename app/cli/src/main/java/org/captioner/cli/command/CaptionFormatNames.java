package org.captioner.cli.command;

import org.captioner.pipeline.output.CaptionFormat;
import org.captioner.pipeline.output.CaptionFormats;

import java.util.Iterator;

/** What {@code --output-format} can be, for help and completion. */
final class CaptionFormatNames implements Iterable<String> {
    @Override
    public Iterator<String> iterator() {
        return CaptionFormats.all().stream().map(CaptionFormat::name).iterator();
    }

    /** Those that hold more than a caption and an error for a photo. */
    static final class WithDetails implements Iterable<String> {
        @Override
        public Iterator<String> iterator() {
            return CaptionFormats.namesWithDetails().iterator();
        }
    }
}

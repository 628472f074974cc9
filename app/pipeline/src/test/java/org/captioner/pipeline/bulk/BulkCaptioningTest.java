package org.captioner.pipeline.bulk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.captioner.dataset.InputException;
import org.captioner.pipeline.bulk.BulkCaptioning.Tally;
import org.captioner.pipeline.output.CaptionRow;
import org.captioner.pipeline.output.CaptionWriter;
import org.captioner.pipeline.photo.FoundPhoto;
import org.junit.jupiter.api.Test;

class BulkCaptioningTest {
    @Property(tries = 200)
    void rowsComeInTheOrderOfThePhotosWhateverTheBatch(
            @ForAll @IntRange(min = 0, max = 40) int photos,
            @ForAll @IntRange(min = 1, max = 9) int batch,
            @ForAll @IntRange(min = 1, max = 4) int readers) {
        Rows rows = new Rows();
        AtomicInteger told = new AtomicInteger();

        Tally tally =
                new BulkCaptioning<>(new EveryThirdFails(), batch, readers)
                        .run(photos(photos), rows, told::addAndGet);

        int failed = (photos + 2) / 3;
        assertEquals(new Tally(photos - failed, failed), tally);
        assertEquals(photos, told.get());
        assertEquals(
                IntStream.range(0, photos).mapToObj(i -> i + ".jpg").toList(),
                rows.written.stream().map(CaptionRow::image).toList());
        assertEquals(
                failed, rows.written.stream().filter(r -> r instanceof CaptionRow.Failed).count());
    }

    @Test
    void aBugWhileReadingEndsTheRunAsABug() {
        PhotoCaptioner<String> broken =
                new EveryThirdFails() {
                    @Override
                    public String prepare(FoundPhoto photo) {
                        throw new IllegalStateException("bug");
                    }
                };

        assertThrows(
                IllegalStateException.class,
                () -> new BulkCaptioning<>(broken, 2, 2).run(photos(3), new Rows(), rows -> {}));
    }

    @Test
    void aBatchOfNothingIsRefused() {
        assertThrows(InputException.class, () -> new BulkCaptioning<>(new EveryThirdFails(), 0, 1));
    }

    private static List<FoundPhoto> photos(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> new FoundPhoto(i + ".jpg", Path.of(i + ".jpg")))
                .toList();
    }

    private static class EveryThirdFails implements PhotoCaptioner<String> {
        @Override
        public String prepare(FoundPhoto photo) {
            int number = Integer.parseInt(photo.name().replace(".jpg", ""));
            if (number % 3 == 0) {
                throw new InputException(photo.name() + ": not a picture");
            }
            return photo.name();
        }

        @Override
        public List<Sentence> caption(List<String> photos) {
            return photos.stream().map(name -> new Sentence("Photo " + name, -1)).toList();
        }
    }

    private static final class Rows implements CaptionWriter {
        private final List<CaptionRow> written = new ArrayList<>();

        @Override
        public void write(CaptionRow row) {
            written.add(row);
        }

        @Override
        public void close() {}
    }
}

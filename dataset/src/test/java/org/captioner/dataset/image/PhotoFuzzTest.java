package org.captioner.dataset.image;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Damaged files give a photo or a clear error, nothing else, and never an endless loop. */
class PhotoFuzzTest {
    private static final int MUTANTS = 400;

    // Low, so that a mutated size is refused instead of slowing the test down.
    private final PhotoReader reader =
            new PhotoReader(PhotoLimits.standard().withMaximumPixels(1_000_000));

    static Stream<String> seeds() {
        return Stream.concat(
                Stream.of(
                        "baseline.jpg",
                        "progressive.jpg",
                        "cmyk.jpg",
                        "orientation-6.jpg",
                        "16-bit.png",
                        "orientation-6.png",
                        "lossy.webp",
                        "lossless.webp",
                        "orientation-6.webp",
                        "orientation-6.tif",
                        "cmyk.tif"),
                Stream.of("gif", "bmp", "tiff"));
    }

    @ParameterizedTest
    @MethodSource("seeds")
    @Timeout(value = 2, unit = TimeUnit.MINUTES)
    void a_damaged_file_is_a_photo_or_a_photo_exception(String seed) {
        byte[] valid =
                seed.contains(".")
                        ? Quarters.fixture(seed)
                        : Encoded.bytes(Encoded.quarters(BufferedImage.TYPE_BYTE_INDEXED), seed);
        Random random = new Random(seed.hashCode());
        int errors = 0;
        for (int i = 0; i < MUTANTS; i++) {
            byte[] mutant = mutate(valid, random);
            try {
                Photo photo = reader.read(mutant, seed);
                assertTrue((long) photo.width() * photo.height() <= 1_000_000);
            } catch (PhotoException e) {
                assertTrue(e.getMessage().startsWith(seed + ": "), e.getMessage());
                errors++;
            }
        }
        assertTrue(errors > 0, "no mutant of " + seed + " was damaged enough");
    }

    private static byte[] mutate(byte[] valid, Random random) {
        byte[] mutant = valid.clone();
        int changes = 1 + random.nextInt(4);
        for (int i = 0; i < changes; i++) {
            // Half of the changes hit the first bytes, where the headers are.
            int range = random.nextBoolean() ? Math.min(64, mutant.length) : mutant.length;
            int at = random.nextInt(range);
            mutant[at] =
                    random.nextBoolean()
                            ? (byte) random.nextInt()
                            : List.of((byte) 0, (byte) 0x7f, (byte) -1).get(random.nextInt(3));
        }
        return mutant;
    }
}

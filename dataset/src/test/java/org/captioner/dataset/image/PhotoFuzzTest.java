package org.captioner.dataset.image;

import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Damaged files give a photo or a clear error within a bound of memory, nothing else, and never an
 * endless loop.
 */
class PhotoFuzzTest {
    private static final int MUTANTS = 40;
    private static final int MOST_PIXELS = 250_000;

    /** For a quarter of a megapixel; real photos of this size need a few megabytes. */
    private static final long MOST_BYTES = 100L << 20;

    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    // Low, so that a mutated size is refused instead of slowing the test down.
    private final PhotoReader reader =
            new PhotoReader(PhotoLimits.standard().withMaximumPixels(MOST_PIXELS));

    static Stream<Arguments> seeds() {
        return Stream.concat(
                DecoderCase.all().stream().map(c -> Arguments.of(c.name(), c.bytes())),
                Stream.of("orientation-6.jpg", "orientation-6.png", "orientation-6.webp")
                        .map(name -> Arguments.of(name, Quarters.fixture(name))));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("seeds")
    @Timeout(value = 2, unit = TimeUnit.MINUTES)
    void a_damaged_file_is_a_photo_or_a_photo_exception(String seed, byte[] valid) {
        Random random = new Random(seed.hashCode());
        int errors = 0;
        for (int i = 0; i < MUTANTS; i++) {
            byte[] mutant = mutate(valid, random);
            long before = THREADS.getThreadAllocatedBytes(Thread.currentThread().getId());
            try {
                Photo photo = reader.read(mutant, seed);
                assertTrue((long) photo.width() * photo.height() <= MOST_PIXELS);
            } catch (PhotoException e) {
                assertTrue(e.getMessage().startsWith(seed + ": "), e.getMessage());
                errors++;
            }
            long used = THREADS.getThreadAllocatedBytes(Thread.currentThread().getId()) - before;
            assertTrue(used <= MOST_BYTES, "mutant " + i + " took " + used + " bytes");
        }
        assertTrue(errors > 0, "no mutant of " + seed + " was damaged enough");
    }

    private static byte[] mutate(byte[] valid, Random random) {
        byte[] mutant = valid.clone();
        switch (random.nextInt(6)) {
            case 0 -> mutant = Arrays.copyOf(valid, 1 + random.nextInt(valid.length));
            case 1 -> {
                byte[] more = new byte[1 + random.nextInt(1000)];
                random.nextBytes(more);
                mutant = Arrays.copyOf(valid, valid.length + more.length);
                System.arraycopy(more, 0, mutant, valid.length, more.length);
            }
            case 2 -> {
                // A part takes the place of another one.
                int length = random.nextInt(valid.length / 2);
                int from = random.nextInt(valid.length - length);
                System.arraycopy(
                        valid, from, mutant, random.nextInt(valid.length - length), length);
            }
            default -> {}
        }
        int changes = 1 + random.nextInt(4);
        for (int i = 0; i < changes; i++) {
            // Half of the changes hit the first bytes, where most headers are.
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

package org.captioner.encoder.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.captioner.dataset.InputException;
import org.captioner.encoder.tensor.Float16;

/** What a kill, a full disk or a bad sector leaves behind. */
class FeatureStoreKillTest {
    private static final StoreKey KEY = new StoreKey("e", "t", "d", 1, 3, 7);
    private static final int PHOTOS = 6;

    private static float[] grid(int photo) {
        float[] grid = new float[KEY.elements()];
        Arrays.fill(grid, photo + 0.5f);
        return grid;
    }

    private static void fill(Path file) {
        try (FeatureStoreWriter writer = FeatureStoreWriter.open(file, KEY)) {
            for (int photo = 0; photo < PHOTOS; photo++) {
                writer.append("photo" + "x".repeat(photo * 13), grid(photo));
            }
        }
    }

    @Property(tries = 400)
    void aStoreCutAnywhereIsResumedToTheSameBytes(@ForAll @IntRange(max = 1023) int perMille)
            throws IOException {
        Path file = Files.createTempFile("kill", ".store");
        try {
            Files.delete(file);
            fill(file);
            byte[] whole = Files.readAllBytes(file);
            int length = (int) ((long) whole.length * perMille / 1024);
            Files.write(file, Arrays.copyOf(whole, length));
            fill(file);
            assertTrue(Arrays.equals(whole, Files.readAllBytes(file)));
        } finally {
            Files.deleteIfExists(file);
        }
    }

    @Property(tries = 400)
    void aFlippedBitIsNeverReadAsAFeature(@ForAll @IntRange(min = 0) int position)
            throws IOException {
        Path file = Files.createTempFile("rot", ".store");
        try {
            Files.delete(file);
            fill(file);
            byte[] bytes = Files.readAllBytes(file);
            bytes[position % bytes.length] ^= 16;
            Files.write(file, bytes);
            readAll(file);
        } finally {
            Files.deleteIfExists(file);
        }
    }

    private static void readAll(Path file) {
        try (FeatureStore store = FeatureStore.open(file, KEY)) {
            for (String id : store.imageIds()) {
                int photo = (id.length() - "photo".length()) / 13;
                try {
                    ByteBuffer grid = store.grid(id);
                    short expected = Float16.fromFloat(photo + 0.5f);
                    while (grid.hasRemaining()) {
                        assertEquals(expected, grid.getShort());
                    }
                } catch (InputException refused) {
                    // The record is reported as damaged.
                }
            }
        } catch (InputException refused) {
            // The header is reported as damaged.
        }
    }
}

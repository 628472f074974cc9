package org.captioner.encoder.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import org.captioner.dataset.InputException;
import org.captioner.encoder.tensor.Float16;
import org.captioner.encoder.tensor.TensorEngine;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FeatureStoreTest {
    private static final StoreKey KEY = new StoreKey("e1", "squash224", "d1", 2, 2, 3);

    @TempDir private Path folder;
    private Path file;

    @BeforeEach
    void nameFile() {
        file = folder.resolve(KEY.fileName());
    }

    private static float[] grid(int seed) {
        float[] grid = new float[12];
        for (int i = 0; i < grid.length; i++) {
            grid[i] = seed + i / 8f;
        }
        return grid;
    }

    private void write(String... ids) {
        try (FeatureStoreWriter writer = FeatureStoreWriter.open(file, KEY)) {
            for (String id : ids) {
                writer.append(id, grid(id.length()));
            }
        }
    }

    private static void assertGrid(int seed, ByteBuffer grid) {
        for (float expected : grid(seed)) {
            assertEquals(expected, Float16.toFloat(grid.getShort()));
        }
    }

    @Test
    void gridsComeBackByImageId() {
        write("a.jpg", "ordner/bär.jpg");
        try (FeatureStore store = FeatureStore.open(file, KEY)) {
            assertEquals(Set.of("a.jpg", "ordner/bär.jpg"), store.imageIds());
            assertGrid(5, store.grid("a.jpg"));
            assertGrid("ordner/bär.jpg".length(), store.grid("ordner/bär.jpg"));
            assertFalse(store.contains("b.jpg"));
            InputException problem = assertThrows(InputException.class, () -> store.grid("b.jpg"));
            assertTrue(problem.getMessage().contains("'b.jpg'"), problem.getMessage());
        }
    }

    @Test
    void aGridIsADirectReadOnlyViewThatTheEngineTakesAsItIs() {
        TensorEngine.start(1);
        write("a.jpg", "bb.jpg");
        ByteBuffer grid;
        try (FeatureStore store = FeatureStore.open(file, KEY)) {
            grid = store.grid("bb.jpg");
        }
        assertTrue(grid.isDirect() && grid.isReadOnly());
        try (NDManager manager = NDManager.newBaseManager();
                NDArray half = manager.create(grid, new Shape(4, 3), DataType.FLOAT16);
                NDArray wide = half.toType(DataType.FLOAT32, true)) {
            assertEquals(6 + 11 / 8f, wide.getFloat(3, 2));
        }
    }

    @Test
    void anotherKeyIsRefusedWithBothNamed() {
        write("a.jpg");
        StoreKey other = new StoreKey("e2", "squash224", "d1", 2, 2, 3);
        InputException reading =
                assertThrows(InputException.class, () -> FeatureStore.open(file, other));
        InputException writing =
                assertThrows(InputException.class, () -> FeatureStoreWriter.open(file, other));
        assertEquals(reading.getMessage(), writing.getMessage());
        assertEquals(
                file
                        + ": holds features of something else, encoder e1 where e2 is needed;"
                        + " delete it or choose another file for the features",
                reading.getMessage());
        assertFalse(KEY.fileName().equals(other.fileName()));
    }

    @Test
    void aFileOfAnotherKindOrVersionIsRefusedAndLeftAlone() throws IOException {
        Files.writeString(file, "precious notes that are longer than a header would be....");
        assertThrows(InputException.class, () -> FeatureStore.open(file, KEY));
        assertThrows(InputException.class, () -> FeatureStoreWriter.open(file, KEY));
        Files.writeString(file, "short");
        assertThrows(InputException.class, () -> FeatureStoreWriter.open(file, KEY));
        assertEquals("short", Files.readString(file));
        Files.delete(file);
        write("a.jpg");
        byte[] bytes = Files.readAllBytes(file);
        bytes[8] = 9;
        Files.write(file, bytes);
        InputException problem =
                assertThrows(InputException.class, () -> FeatureStore.open(file, KEY));
        assertTrue(problem.getMessage().contains("version 9 is unknown"), problem.getMessage());
    }

    @Test
    void aDamagedRecordIsAnErrorToReadersAndWrittenAgainByTheNextRun() throws IOException {
        write("a.jpg", "bb.jpg", "ccc.jpg");
        byte[] bytes = Files.readAllBytes(file);
        int inSecondGrid = bytes.length - 2 * 128 + 64 + 5;
        bytes[inSecondGrid] ^= 1;
        Files.write(file, bytes);
        try (FeatureStore store = FeatureStore.open(file, KEY)) {
            assertGrid(7, store.grid("ccc.jpg"));
            InputException problem = assertThrows(InputException.class, () -> store.grid("bb.jpg"));
            assertTrue(problem.getMessage().contains("damaged"), problem.getMessage());
        }
        try (FeatureStoreWriter writer = FeatureStoreWriter.open(file, KEY)) {
            assertEquals(2, writer.size());
            assertFalse(writer.contains("bb.jpg"));
            writer.append("bb.jpg", grid(6));
        }
        try (FeatureStore store = FeatureStore.open(file, KEY)) {
            assertGrid(6, store.grid("bb.jpg"));
        }
    }

    @Test
    void twoWritersAtATimeAreRefused() {
        try (FeatureStoreWriter first = FeatureStoreWriter.open(file, KEY)) {
            assertEquals(0, first.size());
            InputException problem =
                    assertThrows(
                            InputException.class, () -> FeatureStoreWriter.open(file, KEY).close());
            assertTrue(problem.getMessage().contains("another run"), problem.getMessage());
        }
    }

    @Test
    void featuresThatHalfPrecisionCannotHoldAreRefusedAndTheStoreStaysSound() {
        float[] wild = grid(1);
        wild[7] = 1e5f;
        try (FeatureStoreWriter writer = FeatureStoreWriter.open(file, KEY)) {
            InputException problem =
                    assertThrows(InputException.class, () -> writer.append("wild.jpg", wild));
            assertTrue(problem.getMessage().startsWith("wild.jpg: "), problem.getMessage());
            wild[7] = Float.NaN;
            assertThrows(InputException.class, () -> writer.append("wild.jpg", wild));
            writer.append("a.jpg", grid(1));
        }
        try (FeatureStore store = FeatureStore.open(file, KEY)) {
            assertEquals(Set.of("a.jpg"), store.imageIds());
        }
    }
}

package org.captioner.encoder.classify;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.captioner.dataset.InputException;
import org.captioner.dataset.image.Photo;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CifarReaderTest {
    @TempDir private Path folder;

    @BeforeEach
    void draw() throws IOException {
        DrawnCifar.write(folder, 10, 4);
    }

    @Test
    void recordsBecomeLabelledPhotos() throws IOException {
        byte[] batch = Files.readAllBytes(folder.resolve("test_batch.bin"));
        batch[0] = 3;
        batch[1] = 10; // red of the first pixel
        batch[1 + 1024] = 20; // green
        batch[1 + 2048] = 30; // blue
        batch[2] = 40; // red of the second pixel
        Files.write(folder.resolve("test_batch.bin"), batch);
        assertTrue(CifarReader.recognises(folder));
        LabelledPhotos photos = CifarReader.read(folder);
        assertEquals(DrawnCifar.CLASSES, photos.classes());
        assertEquals(10, photos.train().size());
        assertEquals(4, photos.test().size());
        assertEquals(3, photos.test().get(0).label());
        Photo photo = photos.test().get(0).photo().get();
        assertEquals(32, photo.width());
        assertArrayEquals(new byte[] {10, 20, 30, 40}, Arrays.copyOf(photo.rgb(), 4));
        assertEquals(64, photos.checksum().length());
    }

    @Test
    void aCutFileAnUnknownLabelAndAMissingFileAreNamed() throws IOException {
        Path file = folder.resolve("data_batch_2.bin");
        byte[] whole = Files.readAllBytes(file);
        Files.write(file, Arrays.copyOf(whole, whole.length - 1));
        InputException problem = assertThrows(InputException.class, () -> CifarReader.read(folder));
        assertTrue(problem.getMessage().contains("no whole number of records"));
        whole[3073] = 9;
        Files.write(file, whole);
        problem = assertThrows(InputException.class, () -> CifarReader.read(folder));
        assertTrue(
                problem.getMessage().contains("data_batch_2.bin record 2: label 9"),
                problem.getMessage());
        whole[3073] = 0;
        Files.write(file, whole);
        Files.delete(folder.resolve("test_batch.bin"));
        assertFalse(CifarReader.recognises(folder));
        problem = assertThrows(InputException.class, () -> CifarReader.read(folder));
        assertTrue(problem.getMessage().contains("test_batch.bin"), problem.getMessage());
    }
}

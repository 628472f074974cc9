package org.captioner.encoder.onnx;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RuntimeLibraryTest {
    @TempDir Path cache;

    @Test
    void unpackedOnceItStaysAndIsMadeAnewWhenDamaged() throws IOException {
        Path folder = RuntimeLibrary.unpacked(cache);
        Path library = folder.resolve(System.mapLibraryName("onnxruntime"));
        long size = Files.size(library);
        FileTime made = Files.getLastModifiedTime(library);
        assertEquals(folder, RuntimeLibrary.unpacked(cache));
        assertEquals(made, Files.getLastModifiedTime(library));

        Files.write(library, new byte[100]);
        assertEquals(folder, RuntimeLibrary.unpacked(cache));
        assertEquals(size, Files.size(library));
        assertEquals(List.of(folder), files());
    }

    @Test
    void whatWasAbandonedIsRemovedAndWhatIsBeingMadeIsNot() throws IOException {
        Path abandoned = Files.createDirectory(cache.resolve(".onnxruntime-1.partial"));
        Files.write(abandoned.resolve("half"), new byte[10]);
        Files.setLastModifiedTime(abandoned, FileTime.from(Instant.now().minusSeconds(7200)));
        Path young = Files.createDirectory(cache.resolve(".onnxruntime-2.partial"));
        RuntimeLibrary.unpacked(cache);
        assertFalse(Files.exists(abandoned));
        assertTrue(Files.exists(young));
    }

    @Test
    void manyAtOnceAgree() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try {
            List<Future<Path>> all = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                all.add(threads.submit(() -> RuntimeLibrary.unpacked(cache)));
            }
            Set<Path> folders = new HashSet<>();
            for (Future<Path> each : all) {
                folders.add(each.get());
            }
            assertEquals(folders, Set.copyOf(files()));
        } finally {
            threads.shutdownNow();
        }
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> files = Files.list(cache)) {
            return files.toList();
        }
    }
}

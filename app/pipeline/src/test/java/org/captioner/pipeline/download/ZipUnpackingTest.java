package org.captioner.pipeline.download;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.captioner.dataset.InputException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ZipUnpackingTest {
    @TempDir Path parent;

    @Test
    void unpacksWithoutTheLeadingFolderAndWithoutTheForksOfMacOs() throws Exception {
        Path archive = archive("photos/a.txt", "photos/more/b.txt", "__MACOSX/photos/._a.txt");
        Path folder = parent.resolve("out");

        unpack(archive, new ZipLimits(10, 1000));

        assertEquals("photos/a.txt", Files.readString(folder.resolve("a.txt")));
        assertEquals("photos/more/b.txt", Files.readString(folder.resolve("more/b.txt")));
        assertFalse(Files.exists(folder.resolve("__MACOSX")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"../evil", "photos/../../evil", "/captioner-evil", "..\\evil", "photos/"})
    void entriesThatLeaveTheFolderAreRefusedAndNothingIsWritten(String name) throws Exception {
        String entry = name.equals("photos/") ? "photos/.." : name;
        Path archive = archive("photos/a.txt", entry);

        String refused = refusal(archive, new ZipLimits(10, 1000));

        assertTrue(refused.contains("reaches outside"), refused);
        assertOnlyTheArchiveIsThere(archive);
        assertFalse(Files.exists(Path.of("/captioner-evil")));
    }

    @Test
    void tooManyBytesOrEntriesAreRefusedAndNothingIsWritten() throws Exception {
        Path archive = archive("a", "bb", "ccc");

        assertTrue(refusal(archive, new ZipLimits(2, 1000)).contains("3 entries, of which 2"));
        assertTrue(refusal(archive, new ZipLimits(10, 5)).contains("the allowed 5 bytes"));
        assertOnlyTheArchiveIsThere(archive);
    }

    @Test
    void aDamagedArchiveIsRefused() throws Exception {
        Path archive = Files.writeString(parent.resolve("archive.zip"), "<html>not found</html>");

        assertTrue(refusal(archive, ZipLimits.STANDARD).contains("not a sound zip archive"));
        assertOnlyTheArchiveIsThere(archive);
    }

    private String refusal(Path archive, ZipLimits limits) {
        return assertThrows(InputException.class, () -> unpack(archive, limits)).getMessage();
    }

    private void unpack(Path archive, ZipLimits limits) {
        DownloadListener deaf =
                new DownloadListener() {
                    @Override
                    public void progress(long done, long total) {}

                    @Override
                    public void notice(String line) {}
                };
        new ZipUnpacking(limits, deaf).unpack(archive, parent.resolve("out"), "photos/");
    }

    /** An archive whose entries hold their own names. */
    private Path archive(String... names) throws IOException {
        Path archive = parent.resolve("archive.zip");
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(archive))) {
            for (String name : names) {
                zip.putNextEntry(new ZipEntry(name));
                zip.write(name.getBytes(StandardCharsets.UTF_8));
                zip.closeEntry();
            }
        }
        return archive;
    }

    private void assertOnlyTheArchiveIsThere(Path archive) throws IOException {
        try (var files = Files.list(parent)) {
            assertEquals(List.of(archive), files.toList());
        }
    }
}

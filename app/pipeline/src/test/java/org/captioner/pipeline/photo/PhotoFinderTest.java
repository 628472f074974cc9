package org.captioner.pipeline.photo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.captioner.dataset.InputException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PhotoFinderTest {
    @TempDir Path folder;

    @Test
    void findsPhotosInSubfoldersSortedByNameRelativeToTheFolder() throws IOException {
        touch("b.JPG", "a/c.png", "a/deep er/d.webp", "readme.txt", "movie.mp4", "other.mp4");

        PhotoSearch found = PhotoFinder.find(List.of(folder));

        assertEquals(List.of("a/c.png", "a/deep er/d.webp", "b.JPG"), names(found));
        assertEquals(Map.of("txt", 1, "mp4", 2), found.skipped());
    }

    @Test
    void hiddenFilesAndFoldersAreLeftAlone() throws IOException {
        touch("a.jpg", "._a.jpg", ".thumbnails/a.jpg");

        assertEquals(List.of("a.jpg"), names(PhotoFinder.find(List.of(folder))));
    }

    @Test
    void aNamedFileIsTakenWhateverItsExtension() throws IOException {
        touch("scan.0001");

        PhotoSearch found = PhotoFinder.find(List.of(folder.resolve("scan.0001")));

        assertEquals(List.of("scan.0001"), names(found));
    }

    @Test
    void severalPathsKeepTheirPhotosApart() throws IOException {
        touch("x/a.jpg", "y/a.jpg");

        PhotoSearch found = PhotoFinder.find(List.of(folder.resolve("x"), folder.resolve("y")));

        assertEquals(2, Map.copyOf(byName(found)).size());
        assertTrue(names(found).get(0).endsWith("/x/a.jpg"), names(found).toString());
    }

    @Test
    void overlappingPathsTakeEachPhotoOnce() throws IOException {
        touch("x/a.jpg");

        assertEquals(1, PhotoFinder.find(List.of(folder, folder.resolve("x"))).photos().size());
    }

    @Test
    void aLoopOfLinksEnds() throws IOException {
        touch("x/a.jpg", "y/b.jpg");
        Files.createSymbolicLink(folder.resolve("x/back"), folder);
        Files.createSymbolicLink(folder.resolve("y/other"), folder.resolve("x"));
        Files.createSymbolicLink(folder.resolve("same.jpg"), folder.resolve("x/a.jpg"));

        assertEquals(2, PhotoFinder.find(List.of(folder)).photos().size());
    }

    @Test
    void aBrokenLinkIsAPhotoThatWillFailByItself() throws IOException {
        Files.createSymbolicLink(folder.resolve("gone.jpg"), folder.resolve("nowhere.jpg"));

        assertEquals(List.of("gone.jpg"), names(PhotoFinder.find(List.of(folder))));
    }

    @Test
    void anEmptyFolderIsAMistakeThatIsNamed() {
        InputException e =
                assertThrows(InputException.class, () -> PhotoFinder.find(List.of(folder)));

        assertTrue(e.getMessage().startsWith("no photo in " + folder), e.getMessage());
    }

    @Test
    void aFolderWithoutPhotosSaysHowManyFilesItHolds() throws IOException {
        touch("a.txt", "b.heic");

        InputException e =
                assertThrows(InputException.class, () -> PhotoFinder.find(List.of(folder)));

        assertTrue(e.getMessage().contains("among 2 files"), e.getMessage());
    }

    @Test
    void aWrongPathIsAMistakeThatIsNamed() {
        Path wrong = folder.resolve("photso");

        InputException e =
                assertThrows(InputException.class, () -> PhotoFinder.find(List.of(wrong)));

        assertEquals("no file or folder " + wrong + "; check the path", e.getMessage());
    }

    private void touch(String... files) throws IOException {
        for (String file : files) {
            Path path = folder.resolve(file);
            Files.createDirectories(path.getParent());
            Files.createFile(path);
        }
    }

    private static List<String> names(PhotoSearch found) {
        return found.photos().stream().map(FoundPhoto::name).toList();
    }

    private static Map<String, Path> byName(PhotoSearch found) {
        return found.photos().stream()
                .collect(java.util.stream.Collectors.toMap(FoundPhoto::name, FoundPhoto::file));
    }
}

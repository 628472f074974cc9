package org.captioner.pipeline.photo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
    void severalPathsAreNamedBelowTheFolderThatContainsThem() throws IOException {
        touch("x/a.jpg", "y/a.jpg");

        PhotoSearch found = PhotoFinder.find(List.of(folder.resolve("x"), folder.resolve("y")));

        assertEquals(List.of("x/a.jpg", "y/a.jpg"), names(found));
        assertEquals(folder.toAbsolutePath(), found.root());
    }

    @Test
    void theSpellingOfAPathMakesNoDifference() throws IOException {
        touch("x/2019/a.jpg");
        List<Path> spellings =
                List.of(
                        folder.resolve("x"),
                        folder.resolve("x/2019/.."),
                        Path.of("").toAbsolutePath().relativize(folder.resolve("x")));
        for (Path spelling : spellings) {
            assertEquals(List.of("2019/a.jpg"), names(PhotoFinder.find(List.of(spelling))));
        }
    }

    @Test
    void aRootThatIsGivenNamesPhotosAndMustContainThem() throws IOException {
        touch("x/2019/a.jpg", "y/b.jpg");

        PhotoSearch found =
                PhotoFinder.find(List.of(folder.resolve("x/2019")), Optional.of(folder));
        InputException refused =
                assertThrows(
                        InputException.class,
                        () -> PhotoFinder.find(List.of(folder), Optional.of(folder.resolve("y"))));

        assertEquals(List.of("x/2019/a.jpg"), names(found));
        assertTrue(refused.getMessage().contains("not below the root"), refused.getMessage());
    }

    @Test
    void aFileIsNamedByItselfEvenIfALinkToItComesFirst() throws IOException {
        touch("z/photo.jpg");
        Files.createSymbolicLink(folder.resolve("a.jpg"), folder.resolve("z/photo.jpg"));
        Files.createSymbolicLink(folder.resolve("b"), folder.resolve("z"));

        PhotoSearch found = PhotoFinder.find(List.of(folder));

        assertEquals(List.of("z/photo.jpg"), names(found));
        assertEquals(List.of("a.jpg", "b"), found.duplicates());
    }

    @Test
    void photosBehindALinkAreFound(@TempDir Path elsewhere) throws IOException {
        Files.createFile(elsewhere.resolve("far.jpg"));
        touch("near.jpg");
        Files.createSymbolicLink(folder.resolve("other"), elsewhere);

        assertEquals(
                List.of("near.jpg", "other/far.jpg"), names(PhotoFinder.find(List.of(folder))));
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
}

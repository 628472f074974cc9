package org.captioner.pipeline.bulk;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.captioner.pipeline.output.StoredCaption;
import org.captioner.pipeline.photo.FileVersion;
import org.captioner.pipeline.photo.FoundPhoto;
import org.captioner.pipeline.photo.PhotoFinder;
import org.captioner.pipeline.photo.PhotoSearch;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ResumptionTest {
    @TempDir Path folder;

    @BeforeEach
    void writePhotos() throws IOException {
        for (String name : List.of("2019/a.jpg", "2019/b.jpg", "2020/a.jpg")) {
            Path file = folder.resolve(name);
            Files.createDirectories(file.getParent());
            Files.writeString(file, name);
            Instant time = Instant.parse("2024-05-06T07:08:09Z").plusMillis(name.hashCode());
            Files.setLastModifiedTime(file, FileTime.from(time));
        }
    }

    @Test
    void allThatWasCaptionedIsKept() {
        PhotoSearch found = find("");

        Resumption plan = Resumption.of(rows(found), found);

        assertEquals(3, plan.matched());
        assertEquals(List.of(), plan.remaining());
        assertEquals(rows(found), plan.kept());
    }

    @Test
    void aReplacedPhotoIsCaptionedAgain() throws IOException {
        List<StoredCaption> before = rows(find(""));
        Files.setLastModifiedTime(
                folder.resolve("2019/b.jpg"), FileTime.from(Instant.ofEpochSecond(1)));
        Files.writeString(folder.resolve("2020/a.jpg"), "a longer photo");

        Resumption plan = Resumption.of(before, find(""));

        assertEquals(List.of("2019/b.jpg", "2020/a.jpg"), names(plan.remaining()));
        assertEquals(before.subList(1, 3), plan.replaced());
        assertEquals(before.subList(0, 1), plan.kept());
    }

    @Test
    void aNarrowerFolderKeepsTheNamesOfTheWiderOne() throws IOException {
        List<StoredCaption> before = rows(find(""));
        Files.writeString(folder.resolve("2019/c.jpg"), "new");

        Resumption plan = Resumption.of(before, find("2019"));

        assertEquals(List.of("2019/c.jpg"), names(plan.remaining()));
        assertEquals(before, plan.kept());
        assertEquals(folder.toAbsolutePath(), plan.photos().root());
    }

    @Test
    void aWiderFolderRenamesTheRowsOfTheNarrowerOne() {
        List<StoredCaption> before = rows(find("2019"));

        Resumption plan = Resumption.of(before, find(""));

        assertEquals(
                List.of("2019/a.jpg", "2019/b.jpg"),
                plan.kept().stream().map(StoredCaption::name).toList());
        assertEquals(List.of("2020/a.jpg"), names(plan.remaining()));
    }

    @Test
    void photosOfTheSameNamesElsewhereAreNotMistaken() {
        List<StoredCaption> before = rows(find("2019"));

        Resumption plan = Resumption.of(before, find("2020"));

        assertEquals(0, plan.matched());
        assertEquals(1, plan.replaced().size());
        assertEquals(List.of("a.jpg"), names(plan.remaining()));
    }

    @Test
    void outputsWithoutSizeAndTimeAreResumedByName() {
        List<StoredCaption> before =
                rows(find("")).stream()
                        .map(row -> row(row.name(), Optional.empty()))
                        .limit(2)
                        .toList();

        Resumption plan = Resumption.of(before, find(""));

        assertEquals(List.of("2020/a.jpg"), names(plan.remaining()));
    }

    @Test
    void ofTwoRowsOfOnePhotoTheLastCounts() {
        PhotoSearch found = find("2020");
        StoredCaption old = rows(found).get(0);
        StoredCaption corrected =
                new StoredCaption(
                        old.name(), "By hand.", old.logProbability(), old.version(), Map.of());

        assertEquals(List.of(corrected), Resumption.of(List.of(old, corrected), found).kept());
    }

    @Test
    void rowsOfPhotosThatAreGoneStay() throws IOException {
        List<StoredCaption> before = rows(find(""));
        Files.delete(folder.resolve("2020/a.jpg"));

        Resumption plan = Resumption.of(before, find(""));

        assertEquals(before, plan.kept());
        assertEquals(2, plan.matched());
    }

    private PhotoSearch find(String below) {
        return PhotoFinder.find(List.of(folder.resolve(below)));
    }

    private static List<StoredCaption> rows(PhotoSearch found) {
        return found.photos().stream().map(photo -> row(photo.name(), photo.version())).toList();
    }

    private static StoredCaption row(String name, Optional<FileVersion> version) {
        return new StoredCaption(name, "A dog.", OptionalDouble.of(-1), version, Map.of());
    }

    private static List<String> names(List<FoundPhoto> photos) {
        return photos.stream().map(FoundPhoto::name).toList();
    }
}

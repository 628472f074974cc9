package org.captioner.pipeline.photo;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * What was found below some paths. Every file with a photo's extension is either among the photos
 * or among the duplicates.
 *
 * @param root the folder that names are relative to, absolute
 * @param photos to caption, sorted by name
 * @param unreadable folders that could not be listed, sorted by name
 * @param duplicates names of links to photos, or to folders of photos, that are found elsewhere
 *     too, sorted
 * @param skipped how many files were left out, by lower-case extension ("" for none)
 */
public record PhotoSearch(
        Path root,
        List<FoundPhoto> photos,
        List<UnreadableFolder> unreadable,
        List<String> duplicates,
        Map<String, Integer> skipped) {
    public PhotoSearch {
        photos = List.copyOf(photos);
        unreadable = List.copyOf(unreadable);
        duplicates = List.copyOf(duplicates);
        skipped = Map.copyOf(skipped);
    }

    /**
     * A folder whose photos are not known.
     *
     * @param name as a photo's
     * @param folder where it is
     * @param reason why it cannot be listed and what to do
     */
    public record UnreadableFolder(String name, Path folder, String reason) {}

    /**
     * The same photos by other names.
     *
     * @param other a folder that contains the present root, absolute
     */
    public PhotoSearch relativeTo(Path other) {
        return new PhotoSearch(
                other,
                photos.stream()
                        .map(
                                photo ->
                                        new FoundPhoto(
                                                PhotoName.of(other, absolute(photo.file())),
                                                photo.file(),
                                                photo.version()))
                        .toList(),
                unreadable.stream()
                        .map(
                                each ->
                                        new UnreadableFolder(
                                                PhotoName.of(other, absolute(each.folder())),
                                                each.folder(),
                                                each.reason()))
                        .toList(),
                duplicates,
                skipped);
    }

    private static Path absolute(Path file) {
        return file.toAbsolutePath().normalize();
    }
}

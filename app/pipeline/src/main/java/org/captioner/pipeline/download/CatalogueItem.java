package org.captioner.pipeline.download;

import java.util.List;
import java.util.Objects;
import org.captioner.dataset.InputException;

/**
 * Something that can be fetched.
 *
 * @param name as typed, for instance {@code resnet50}
 * @param title for people, with the size
 * @param licence under which its owners give it
 * @param citation of the paper that work with it owes
 * @param files at least one
 */
public record CatalogueItem(
        String name, String title, String licence, String citation, List<CatalogueFile> files) {
    public CatalogueItem {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(title, "title");
        Objects.requireNonNull(licence, "licence");
        Objects.requireNonNull(citation, "citation");
        files = List.copyOf(files);
    }

    /**
     * The same item from elsewhere. An address that ends in a slash, or a folder, holds all of the
     * item's files by name.
     *
     * @throws InputException if {@code from} is one file and the item has several
     */
    public CatalogueItem from(FileOrigin from) {
        if (files.size() > 1 && !from.isPlace()) {
            throw new InputException(
                    name
                            + " has "
                            + files.size()
                            + " files; name the folder that holds them with --from, or an address"
                            + " that ends in a slash");
        }
        return withFiles(
                files.stream().map(file -> file.withAddress(from.of(file.name()))).toList());
    }

    /**
     * The same item, its only file having this checksum.
     *
     * @throws InputException if it has several files
     */
    public CatalogueItem withChecksum(Checksum checksum) {
        if (files.size() > 1) {
            throw new InputException(
                    name + " has " + files.size() + " files; --sha256 is for items with one");
        }
        return withFiles(List.of(files.get(0).withChecksum(checksum)));
    }

    private CatalogueItem withFiles(List<CatalogueFile> other) {
        return new CatalogueItem(name, title, licence, citation, other);
    }
}

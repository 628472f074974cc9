package org.captioner.pipeline.download;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import org.captioner.dataset.InputException;

/**
 * What can be fetched, from where, under which terms: the resource {@code catalogue.json}.
 *
 * @param items in the order of the resource
 */
public record Catalogue(List<CatalogueItem> items) {
    private static final int FORMAT_VERSION = 1;
    private static final ObjectMapper JSON = new ObjectMapper();

    public Catalogue {
        items = List.copyOf(items);
    }

    /** The catalogue that comes with the program. */
    public static Catalogue declared() {
        try (InputStream in = Catalogue.class.getResourceAsStream("catalogue.json")) {
            return parse(JSON.readTree(in));
        } catch (IOException e) {
            throw new UncheckedIOException("catalogue.json of this program cannot be read", e);
        }
    }

    /**
     * The item of this name.
     *
     * @throws InputException if there is none; the message names those there are
     */
    public CatalogueItem item(String name) {
        return items.stream()
                .filter(item -> item.name().equals(name))
                .findFirst()
                .orElseThrow(
                        () ->
                                new InputException(
                                        "'"
                                                + name
                                                + "' is not in the catalogue; there are "
                                                + names()));
    }

    private String names() {
        return items.stream().map(CatalogueItem::name).collect(Collectors.joining(", "));
    }

    private static Catalogue parse(JsonNode root) {
        int version = root.path("formatVersion").asInt();
        if (version != FORMAT_VERSION) {
            throw new IllegalStateException(
                    "catalogue.json has format " + version + ", supported is " + FORMAT_VERSION);
        }
        List<CatalogueItem> items = new ArrayList<>();
        for (JsonNode item : root.path("items")) {
            List<CatalogueFile> files = new ArrayList<>();
            item.path("files").forEach(file -> files.add(file(file)));
            items.add(
                    new CatalogueItem(
                            text(item, "name"),
                            text(item, "title"),
                            text(item, "licence"),
                            text(item, "citation"),
                            files));
        }
        return new Catalogue(items);
    }

    private static CatalogueFile file(JsonNode file) {
        OptionalLong size =
                file.has("size")
                        ? OptionalLong.of(file.get("size").asLong())
                        : OptionalLong.empty();
        Optional<Checksum> checksum =
                Optional.ofNullable(file.get("sha256"))
                        .map(hex -> new Checksum(Checksum.Kind.SHA256, hex.asText()))
                        .or(
                                () ->
                                        Optional.ofNullable(file.get("md5"))
                                                .map(
                                                        hex ->
                                                                new Checksum(
                                                                        Checksum.Kind.MD5,
                                                                        hex.asText())));
        Optional<CatalogueFile.Unpacking> unpacking =
                Optional.ofNullable(file.get("folder"))
                        .map(
                                folder ->
                                        new CatalogueFile.Unpacking(
                                                folder.asText(), file.path("strip").asText()));
        return new CatalogueFile(
                text(file, "name"), URI.create(text(file, "address")), size, checksum, unpacking);
    }

    private static String text(JsonNode node, String field) {
        JsonNode value = node.get(field);
        if (value == null || !value.isTextual()) {
            throw new IllegalStateException("catalogue.json: no " + field + " in " + node);
        }
        return value.asText();
    }
}

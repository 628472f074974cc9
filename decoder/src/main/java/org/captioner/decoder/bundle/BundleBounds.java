package org.captioner.decoder.bundle;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.Map;
import org.captioner.dataset.InputException;
import org.captioner.decoder.network.DecoderShape;
import org.captioner.encoder.tensor.SafetensorsFile;
import org.captioner.encoder.tensor.TensorShape;

/**
 * What the members of {@code model.json} may be, checked before anything of their size is
 * allocated.
 */
final class BundleBounds {
    /** Numbers up to this, such as of layers and heads, ask for little whatever they count. */
    private static final long SMALL = 64;

    private BundleBounds() {}

    /**
     * Checks members against fixed bounds.
     *
     * @param root the file's content
     * @throws InputException naming the member, its value and the bound
     */
    static void require(Path file, ObjectNode root, BundleManifest manifest) {
        requireNoNull(file, "", root);
        requireFit(file, manifest);
        requireLength(file, "decoderShape.maximumLength", manifest.decoderShape().maximumLength());
        requireLength(file, "search.maximumLength", manifest.search().maximumLength());
        manifest.scores()
                .forEach(
                        (name, score) -> {
                            if (!Double.isFinite(score)) {
                                throw wrong(file, "scores." + name + " is " + score);
                            }
                        });
        manifest.files()
                .forEach(
                        (name, checksum) -> {
                            if (name.contains("/") || name.contains("\\") || name.equals("..")) {
                                throw wrong(file, "files." + name + " is no file of the bundle");
                            }
                        });
        if (manifest.formatVersion() == BundleManifest.FORMAT_VERSION) {
            for (String name : ModelBundle.CHECKED) {
                if (!manifest.files().containsKey(name)) {
                    throw wrong(file, "files." + name + " is missing");
                }
            }
        }
    }

    /** The recipe is free in form, everything else has to have a value. */
    private static void requireNoNull(Path file, String member, JsonNode node) {
        if (node.isNull()) {
            throw wrong(file, member + " is null");
        }
        if (node.isObject() && !member.equals("provenance.training")) {
            String prefix = member.isEmpty() ? "" : member + ".";
            for (Map.Entry<String, JsonNode> field : node.properties()) {
                String name = prefix + field.getKey();
                if (!name.equals("provenance.training")) {
                    requireNoNull(file, name, field.getValue());
                }
            }
        } else if (node.isArray()) {
            node.forEach(element -> requireNoNull(file, member, element));
        }
    }

    private static void requireFit(Path file, BundleManifest manifest) {
        int side = manifest.encoder().gridSide();
        DecoderShape shape = manifest.decoderShape();
        if (side != shape.rows()
                || side != shape.columns()
                || manifest.encoder().channels() != shape.channels()
                || manifest.encoder().imageSize() != manifest.transform().size()) {
            throw wrong(
                    file,
                    "encoder ("
                            + side
                            + "x"
                            + side
                            + "x"
                            + manifest.encoder().channels()
                            + "), transform ("
                            + manifest.transform().size()
                            + " pixels) and decoderShape ("
                            + shape.rows()
                            + "x"
                            + shape.columns()
                            + "x"
                            + shape.channels()
                            + ") do not fit one another");
        }
    }

    private static void requireLength(Path file, String member, int words) {
        if (words > ModelBundle.LONGEST_CAPTION) {
            throw wrong(
                    file,
                    member
                            + " is "
                            + words
                            + ", and captions have at most "
                            + ModelBundle.LONGEST_CAPTION
                            + " words");
        }
    }

    /**
     * Checks the decoder's sizes against the shapes that the header of the weights states: a size
     * that no axis of a tensor has is not that of these weights, and a network of that size would
     * be made only to be refused.
     *
     * @throws InputException naming the member and its value
     */
    static void requireDecoderSizes(Path file, BundleManifest manifest, SafetensorsFile weights) {
        JsonNode sizes = BundleManifest.JSON.valueToTree(manifest.decoder());
        for (Map.Entry<String, JsonNode> size : sizes.properties()) {
            long value = size.getValue().asLong();
            if (size.getValue().isIntegralNumber() && value > SMALL && !isAxis(value, weights)) {
                throw wrong(
                        file,
                        "decoder."
                                + size.getKey()
                                + " is "
                                + value
                                + ", and no tensor of the decoder in "
                                + ModelBundle.WEIGHTS
                                + " is of that size");
            }
        }
    }

    private static boolean isAxis(long value, SafetensorsFile weights) {
        return weights.names().stream()
                .filter(name -> name.startsWith(ModelBundle.DECODER_PREFIX))
                .map(weights::shape)
                .anyMatch(shape -> hasAxis(value, shape));
    }

    private static boolean hasAxis(long value, TensorShape shape) {
        for (long axis : shape.sizes()) {
            if (axis == value) {
                return true;
            }
        }
        return false;
    }

    private static InputException wrong(Path file, String what) {
        return new InputException(
                file
                        + ": not a model description, "
                        + what
                        + "; take the bundle from its source again");
    }
}

package org.captioner.dataset;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Captioned images, each in exactly one split. Made by {@code dataset.format} from files, or by
 * {@link #of} in a program.
 *
 * @param name what reports call it, usually the folder's name
 * @param format the reader that understood it, as {@code --data-format} spells it
 * @param images in the order of the source; ids are unique
 * @param missing images that are left out of {@code images}, because their pictures do not exist
 * @param problems what the reader noticed, in the order of the source
 * @param checksum SHA-256 over ids, splits and captions, in hexadecimal: two datasets with the same
 *     checksum are the same for training and scoring
 */
public record CaptionDataset(
        String name,
        String format,
        List<CaptionedImage> images,
        List<CaptionedImage> missing,
        List<DatasetProblem> problems,
        String checksum) {
    public CaptionDataset {
        images = List.copyOf(images);
        missing = List.copyOf(missing);
        problems = List.copyOf(problems);
        Set<String> seen = new HashSet<>();
        for (CaptionedImage image : images) {
            if (!seen.add(image.id())) {
                throw new IllegalArgumentException("image id twice: " + image.id());
            }
        }
    }

    /**
     * A dataset with the checksum of its content.
     *
     * @throws IllegalArgumentException if two images share an id
     */
    public static CaptionDataset of(
            String name,
            String format,
            List<CaptionedImage> images,
            List<DatasetProblem> problems) {
        return new CaptionDataset(name, format, images, List.of(), problems, checksum(images));
    }

    /** The images of one split, in the order of the source. */
    public List<CaptionedImage> split(Split split) {
        return images.stream().filter(image -> image.split() == split).toList();
    }

    /** This dataset with images that were left out of it. */
    public CaptionDataset withMissing(List<CaptionedImage> leftOut) {
        return new CaptionDataset(name, format, images, leftOut, problems, checksum);
    }

    /** This dataset with more problems behind its own. */
    public CaptionDataset withProblems(List<DatasetProblem> more) {
        List<DatasetProblem> all = Stream.concat(problems.stream(), more.stream()).toList();
        return new CaptionDataset(name, format, images, missing, all, checksum);
    }

    private static String checksum(List<CaptionedImage> images) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            for (CaptionedImage image : images) {
                update(digest, image.id());
                update(digest, image.split().label());
                digest.update(length(image.captions().size()));
                image.captions().forEach(caption -> update(digest, caption));
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    // Lengths go in too, so that no two different lists of texts give the same bytes.
    private static void update(MessageDigest digest, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        digest.update(length(bytes.length));
        digest.update(bytes);
    }

    private static byte[] length(int length) {
        return ByteBuffer.allocate(Integer.BYTES).putInt(length).array();
    }
}

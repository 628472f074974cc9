package org.captioner.dataset.format;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.captioner.dataset.CaptionedImage;
import org.captioner.dataset.DatasetProblem;
import org.captioner.dataset.DatasetProblem.Kind;
import org.captioner.dataset.Place;
import org.captioner.dataset.image.Photo;
import org.captioner.dataset.image.PhotoException;
import org.captioner.dataset.image.PhotoLimits;
import org.captioner.dataset.image.PhotoReader;

/**
 * Decodes every picture of a dataset: finds those that do not decode, and those that show the same
 * pixels under two names. The latter are leaks where the two are in different splits. Costs a
 * decoding per picture, so it is not part of {@link DatasetReaders#read}.
 */
public final class PixelCheck {
    private final PhotoReader reader = new PhotoReader(PhotoLimits.standard());

    /**
     * Decodes all pictures, on all processors.
     *
     * @param onPhoto called after each picture, from several threads
     * @return problems in the order of the images
     */
    public List<DatasetProblem> problems(List<CaptionedImage> images, Runnable onPhoto) {
        // The index keeps the order whatever thread decodes a picture.
        String[] checksums = new String[images.size()];
        DatasetProblem[] unreadable = new DatasetProblem[images.size()];
        IntStream.range(0, images.size())
                .parallel()
                .forEach(
                        i -> {
                            try {
                                checksums[i] = checksum(reader.read(images.get(i).file()));
                            } catch (PhotoException e) {
                                unreadable[i] =
                                        new DatasetProblem(
                                                Kind.UNREADABLE_IMAGE,
                                                Place.of(images.get(i).file()),
                                                e.getMessage());
                            }
                            onPhoto.run();
                        });
        List<DatasetProblem> problems = new ArrayList<>();
        Map<String, CaptionedImage> first = new HashMap<>();
        for (int i = 0; i < checksums.length; i++) {
            if (unreadable[i] != null) {
                problems.add(unreadable[i]);
                continue;
            }
            CaptionedImage twin = first.putIfAbsent(checksums[i], images.get(i));
            if (twin != null) {
                problems.add(twins(images.get(i), twin));
            }
        }
        return problems;
    }

    private static DatasetProblem twins(CaptionedImage image, CaptionedImage twin) {
        boolean leak = image.split() != twin.split();
        return new DatasetProblem(
                leak ? Kind.PIXELS_IN_TWO_SPLITS : Kind.SAME_PIXELS,
                Place.of(image.file()),
                "shows the same pixels as "
                        + twin.id()
                        + (leak
                                ? ", which is in split "
                                        + twin.split().label()
                                        + " while this is in "
                                        + image.split().label()
                                        + "; remove one of them"
                                : " in the same split"));
    }

    private static String checksum(Photo photo) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update(
                    ByteBuffer.allocate(2 * Integer.BYTES)
                            .putInt(photo.width())
                            .putInt(photo.height())
                            .array());
            return HexFormat.of().formatHex(digest.digest(photo.rgb()));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}

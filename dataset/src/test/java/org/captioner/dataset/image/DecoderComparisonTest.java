package org.captioner.dataset.image;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every format over the settings of its encoders, against what a second decoder makes of it. */
class DecoderComparisonTest {
    private static final List<DecoderCase> CASES = DecoderCase.all();

    private final PhotoReader reader = new PhotoReader(PhotoLimits.standard());

    static List<DecoderCase> readable() {
        return CASES.stream().filter(c -> c.expected().isPresent()).toList();
    }

    static List<DecoderCase> unreadable() {
        return CASES.stream().filter(c -> c.expected().isEmpty()).toList();
    }

    @ParameterizedTest
    @MethodSource("readable")
    void a_picture_has_the_pixels_that_a_second_decoder_finds(DecoderCase picture) {
        Photo photo = reader.read(picture.bytes(), picture.name());
        Photo expected = picture.expected().orElseThrow();
        int largest = Quarters.distance(expected, photo);
        assertTrue(largest <= picture.largest(), picture.name() + " differs by " + largest);
        double mean = meanDistance(expected, photo);
        assertTrue(mean <= picture.mean(), picture.name() + " differs by " + mean + " in the mean");
    }

    @ParameterizedTest
    @MethodSource("unreadable")
    void a_kind_that_is_not_read_is_refused(DecoderCase picture) {
        PhotoException refused =
                assertThrows(
                        PhotoException.class, () -> reader.read(picture.bytes(), picture.name()));
        String message = refused.getMessage();
        assertTrue(message.startsWith(picture.name() + ": "), message);
        assertTrue(message.endsWith("; open it in a picture editor and save it as JPEG or PNG"));
    }

    @ParameterizedTest
    @MethodSource("readable")
    void a_thinned_picture_keeps_the_first_of_each_few_rows_and_columns(DecoderCase picture)
            throws IOException {
        EncodedPhoto encoded =
                PhotoFormat.detect(picture.bytes()).orElseThrow().open(picture.bytes());
        byte[] whole = encoded.decode(1);
        for (int step = 2; step <= 3; step++) {
            int width = PhotoLimits.thinned(encoded.width(), step);
            int height = PhotoLimits.thinned(encoded.height(), step);
            byte[] expected = new byte[3 * width * height];
            for (int i = 0; i < width * height; i++) {
                int from = 3 * step * (i / width * encoded.width() + i % width);
                System.arraycopy(whole, from, expected, 3 * i, 3);
            }
            assertEquals(
                    Photo.of(width, height, expected),
                    Photo.of(width, height, encoded.decode(step)),
                    picture.name() + " by step " + step);
        }
    }

    @Test
    void the_cases_cover_all_formats() {
        for (String ending : List.of(".webp", ".jpg", ".png", ".tif", ".gif", ".bmp")) {
            long count = CASES.stream().filter(c -> c.name().endsWith(ending)).count();
            assertTrue(count >= 10, count + " cases of " + ending);
        }
    }

    private static double meanDistance(Photo a, Photo b) {
        long sum = 0;
        for (int i = 0; i < a.rgb().length; i++) {
            sum += Math.abs((a.rgb()[i] & 255) - (b.rgb()[i] & 255));
        }
        return (double) sum / a.rgb().length;
    }
}

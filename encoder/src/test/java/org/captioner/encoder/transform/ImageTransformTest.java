package org.captioner.encoder.transform;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.BufferOverflowException;
import java.nio.FloatBuffer;
import java.util.List;
import org.captioner.dataset.InputException;
import org.captioner.dataset.image.Photo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ImageTransformTest {
    private static final int SIZE = 28;

    @ParameterizedTest
    @CsvSource({
        "crop,97,61", "crop,50,75", "crop,9,13", "crop,28,28",
        "squash,97,61", "squash,50,75", "squash,9,13", "squash,28,28",
        "pad,97,61", "pad,50,75", "pad,9,13", "pad,28,28"
    })
    void resizing_equals_pillow_bit_for_bit_and_torch_within_one(
            String resize, int width, int height) {
        Photo view = ImageTransform.imageNet(Resize.parse(resize), SIZE).view(drawn(width, height));
        String name = resize + "-" + width + "x" + height;
        assertArrayEquals(golden(name + ".pillow"), view.rgb());
        assertTrue(distance(golden(name + ".torch"), view.rgb()) <= 1);
    }

    @Test
    void a_photo_of_the_wanted_size_passes_squash_and_pad_unchanged_but_not_crop() {
        Photo photo = drawn(224, 224);
        assertEquals(photo, ImageTransform.imageNet(Resize.SQUASH, 224).view(photo));
        assertEquals(photo, ImageTransform.imageNet(Resize.PAD, 224).view(photo));
        assertNotEquals(photo, ImageTransform.imageNet(Resize.CROP, 224).view(photo));
    }

    @Test
    void values_are_normalised_by_channel_and_laid_out_plane_by_plane() {
        Photo photo = Photo.of(1, 2, new byte[] {(byte) 255, 0, 51, 0, (byte) 128, 102});
        ImageTransform transform =
                new ImageTransform(
                        Resize.SQUASH,
                        2,
                        List.of(0.5f, 0.25f, 0f),
                        List.of(0.5f, 1f, 2f),
                        Flip.NONE);
        FloatBuffer out = FloatBuffer.allocate(13).position(1);
        transform.apply(photo, out);
        assertEquals(13, out.position());
        float[] expected = {
            0, 1, 1, -1, -1, -0.25f, -0.25f, 0.251961f, 0.251961f, 0.1f, 0.1f, 0.2f, 0.2f
        };
        assertArrayEquals(expected, out.array(), 1e-6f);
    }

    @Test
    void a_mirrored_transform_exchanges_left_and_right_and_says_so() {
        ImageTransform transform = ImageTransform.imageNet(Resize.SQUASH, 2);
        Photo photo = Photo.of(2, 1, new byte[] {1, 2, 3, 4, 5, 6});
        Photo mirrored = Photo.of(2, 1, new byte[] {4, 5, 6, 1, 2, 3});
        assertEquals(transform.view(mirrored), transform.mirrored().view(photo));
        assertEquals(transform, transform.mirrored().mirrored());
        assertNotEquals(transform.signature(), transform.mirrored().signature());
    }

    @Test
    void extreme_proportions_take_no_extreme_memory() {
        Photo line = Photo.of(200_000, 1, new byte[600_000]);
        for (Resize resize : Resize.values()) {
            assertEquals(224, ImageTransform.imageNet(resize, 224).view(line).height());
        }
    }

    @Test
    void a_transform_survives_json() throws JsonProcessingException {
        ObjectMapper json = new ObjectMapper();
        ImageTransform transform = ImageTransform.imageNet(Resize.PAD, 224).mirrored();
        String text = json.writeValueAsString(transform);
        assertEquals(
                "{\"resize\":\"pad\",\"size\":224,\"mean\":[0.485,0.456,0.406],"
                        + "\"std\":[0.229,0.224,0.225],\"flip\":\"horizontal\"}",
                text);
        assertEquals(transform, json.readValue(text, ImageTransform.class));
    }

    @Test
    void the_signature_of_a_transform_never_changes() {
        assertEquals(
                "crop224-bilinear-antialias-mean0.485,0.456,0.406-std0.229,0.224,0.225",
                ImageTransform.imageNet(Resize.CROP, 224).signature());
    }

    @Test
    void values_out_of_range_are_refused() {
        assertThrows(IllegalArgumentException.class, () -> ImageTransform.imageNet(Resize.CROP, 0));
        assertThrows(
                IllegalArgumentException.class,
                () ->
                        new ImageTransform(
                                Resize.CROP, 8, List.of(0f), List.of(1f, 1f, 1f), Flip.NONE));
        assertThrows(
                IllegalArgumentException.class,
                () ->
                        new ImageTransform(
                                Resize.CROP,
                                8,
                                List.of(0f, 0f, 0f),
                                List.of(1f, 0f, 1f),
                                Flip.NONE));
        InputException unknown = assertThrows(InputException.class, () -> Resize.parse("stretch"));
        assertEquals("unknown resize 'stretch'; use crop, squash or pad", unknown.getMessage());
    }

    @Test
    void a_buffer_that_is_too_small_is_refused() {
        ImageTransform transform = ImageTransform.imageNet(Resize.CROP, 8);
        FloatBuffer small = FloatBuffer.allocate(transform.length() - 1);
        Photo photo = drawn(8, 8);
        assertThrows(BufferOverflowException.class, () -> transform.apply(photo, small));
    }

    /** The formula of make_transform_goldens.py. */
    private static Photo drawn(int width, int height) {
        byte[] rgb = new byte[3 * width * height];
        for (int i = 0; i < rgb.length; i++) {
            int x = i / 3 % width;
            int y = i / 3 / width;
            rgb[i] = (byte) ((x * 37 + y * 91 + i % 3 * 53) ^ (x * y));
        }
        return Photo.of(width, height, rgb);
    }

    private static byte[] golden(String name) {
        try (InputStream in = ImageTransformTest.class.getResourceAsStream(name)) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static int distance(byte[] a, byte[] b) {
        int distance = 0;
        for (int i = 0; i < a.length; i++) {
            distance = Math.max(distance, Math.abs((a[i] & 255) - (b[i] & 255)));
        }
        return distance;
    }
}

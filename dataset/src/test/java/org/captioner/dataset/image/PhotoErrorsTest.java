package org.captioner.dataset.image;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a person reads when a photo cannot be read. */
class PhotoErrorsTest {
    private final PhotoReader reader = new PhotoReader(PhotoLimits.standard());

    @TempDir Path folder;

    @Test
    void a_missing_file_is_named() {
        Path file = folder.resolve("gone.jpg");
        assertEquals(file + ": no such file; check the path", message(file));
    }

    @Test
    void a_folder_is_not_a_photo() {
        assertEquals(folder + ": is a folder, not a photo; name a file", message(folder));
    }

    @Test
    void an_empty_file_is_reported_as_empty() throws IOException {
        Path file = Files.createFile(folder.resolve("empty.jpg"));
        assertEquals(file + ": is empty; copy or download it again", message(file));
    }

    @Test
    void an_unreadable_file_is_reported_as_unreadable() throws IOException {
        Path file = Files.write(folder.resolve("secret.jpg"), Quarters.fixture("grey.jpg"));
        Assumptions.assumeTrue(
                file.getFileSystem().supportedFileAttributeViews().contains("posix"),
                "needs POSIX permissions");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("---------"));
        Assumptions.assumeFalse(Files.isReadable(file), "root may read everything");
        assertEquals(file + ": may not be read; check its permissions", message(file));
    }

    @Test
    void a_text_file_named_jpg_is_quoted() {
        assertEquals(
                "note.jpg: is not a picture (it begins with the text 'Dear Diary,'); use JPEG, PNG,"
                        + " GIF, BMP, TIFF or WebP",
                message("Dear Diary,\ntoday ...".getBytes(StandardCharsets.UTF_8), "note.jpg"));
    }

    @Test
    void unknown_bytes_are_shown() {
        assertEquals(
                "x: is not a picture (it begins with bytes 00 01 ff); use JPEG, PNG, GIF, BMP, TIFF"
                        + " or WebP",
                message(new byte[] {0, 1, -1}, "x"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "0000ftypheic | is a HEIC picture, which is not supported; convert it to JPEG, for"
                        + " instance with 'heif-convert'",
                "0000ftypavif | is an AVIF picture, which is not supported; convert it to JPEG or"
                        + " PNG",
                "0000ftypisom | is a video, not a photo; save one of its frames as JPEG or PNG",
                "0000ftypcrx  | is a camera's raw file, which is not supported; export it as JPEG"
                        + " from a photo editor, or use the JPEG that the camera stored beside it",
                "%PDF-1.7     | is a PDF document, not a photo; extract its pictures as JPEG or"
                        + " PNG",
                "<!DOCTYPE html><html> | is a web page, not a photo; open its address in a browser"
                        + " and save the picture itself",
                "version https://git-lfs.github.com/spec/v1 | is a Git LFS pointer, not the photo"
                        + " itself; run 'git lfs pull' in its repository",
                "<?xml version='1.0'?><svg> | is an SVG drawing, which is not supported; convert it"
                        + " to JPEG or PNG",
                "../.git/annex/objects/a/b | is a git-annex pointer, not the photo itself; run 'git"
                        + " annex get' on it"
            })
    void a_file_of_another_kind_gets_its_own_advice(String beginning, String problem) {
        byte[] bytes = beginning.getBytes(StandardCharsets.ISO_8859_1);
        assertEquals("x.jpg: " + problem, message(bytes, "x.jpg"));
    }

    @Test
    void a_raw_file_is_not_taken_for_its_thumbnail() {
        byte[] tiff = Quarters.fixture("orientation-6.tif");
        byte[] canon = tiff.clone();
        canon[8] = 'C';
        canon[9] = 'R';
        assertTrue(message(canon, "a.cr2").contains("is a camera's raw file"));
    }

    @Test
    void a_pipe_is_not_waited_for() throws IOException, InterruptedException {
        Path pipe = folder.resolve("pipe.jpg");
        Process made = null;
        try {
            made = new ProcessBuilder("mkfifo", pipe.toString()).start();
        } catch (IOException e) {
            Assumptions.abort("needs mkfifo");
        }
        Assumptions.assumeTrue(made.waitFor() == 0, "needs mkfifo");
        assertEquals(
                pipe + ": is a device or pipe, not a file; copy what it holds into a file",
                message(pipe));
    }

    @Test
    void a_file_that_is_no_photo_is_not_read_to_its_end() throws IOException {
        Path file = folder.resolve("huge.jpg");
        try (RandomAccessFile sparse = new RandomAccessFile(file.toFile(), "rw")) {
            sparse.setLength(200L << 20);
        }
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long before = threads.getThreadAllocatedBytes(Thread.currentThread().getId());
        assertTrue(message(file).contains("is not a picture (it begins with bytes 00 00"));
        long after = threads.getThreadAllocatedBytes(Thread.currentThread().getId());
        assertTrue(after - before < 10 << 20, after - before + " bytes were allocated");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "baseline.jpg",
                "progressive.jpg",
                "grey.jpg",
                "cmyk.jpg",
                "rgb.jpg",
                "16-bit.png",
                "orientation-6.png",
                "lossy.webp",
                "lossless.webp",
                "orientation-6.tif"
            })
    void a_photo_cut_short_anywhere_is_an_error_never_half_a_photo(String fixture) {
        byte[] whole = Quarters.fixture(fixture);
        for (int length = 1; length < whole.length; length++) {
            byte[] cut = Arrays.copyOf(whole, length);
            try {
                Photo photo = reader.read(cut, fixture);
                // What comes after the pixels may be missing, as long as none of them is.
                assertEquals(Quarters.read(fixture), photo, fixture + " cut to " + length);
            } catch (PhotoException e) {
                assertTrue(e.getMessage().startsWith(fixture + ": "));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"gif", "bmp", "tiff"})
    void a_written_picture_cut_short_anywhere_is_an_error(String format) {
        byte[] whole = Encoded.bytes(Encoded.quarters(BufferedImage.TYPE_BYTE_INDEXED), format);
        Photo expected = reader.read(whole, format);
        for (int length = 1; length < whole.length; length++) {
            byte[] cut = Arrays.copyOf(whole, length);
            try {
                assertEquals(expected, reader.read(cut, format), format + " cut to " + length);
            } catch (PhotoException e) {
                assertTrue(e.getMessage().startsWith(format + ": "));
            }
        }
    }

    @Test
    void a_jpeg_cut_in_the_middle_is_reported_to_end_early() {
        byte[] whole = Quarters.fixture("baseline.jpg");
        assertEquals(
                "a.jpg: JPEG data ends early, after 800 bytes; copy or download it again",
                message(Arrays.copyOf(whole, 800), "a.jpg"));
    }

    @Test
    void a_jpeg_cut_in_the_middle_and_closed_again_is_still_an_error() {
        byte[] large = Encoded.bytes(Encoded.plain(640, 480, Color.RED), "jpg");
        byte[] cut = Arrays.copyOf(large, large.length - 500);
        cut[cut.length - 2] = (byte) 0xff;
        cut[cut.length - 1] = (byte) 0xd9;
        assertEquals(
                "a.jpg: JPEG data ends early, after "
                        + cut.length
                        + " bytes; copy or download it again",
                message(cut, "a.jpg"));
    }

    @Test
    void a_jpeg_of_countless_scans_is_refused_before_they_cost_time() {
        byte[] jpeg = Quarters.fixture("progressive.jpg");
        int scan = new String(jpeg, StandardCharsets.ISO_8859_1).indexOf("\u00ff\u00da");
        int header = 2 + (jpeg[scan + 3] & 255);
        byte[] repeated = Arrays.copyOf(jpeg, jpeg.length + 101 * header);
        for (int i = 0; i < 101; i++) {
            System.arraycopy(jpeg, scan, repeated, scan + header * i, header);
        }
        System.arraycopy(jpeg, scan, repeated, scan + 101 * header, jpeg.length - scan);
        String message = message(repeated, "slow.jpg");
        assertTrue(message.contains("it has more than 100 scans"), message);
    }

    @Test
    void too_many_pixels_are_refused_before_any_is_decoded() {
        byte[] png = Quarters.fixture("16-bit.png");
        PhotoReader strict = new PhotoReader(PhotoLimits.standard().withMaximumPixels(383));
        PhotoException refused =
                assertThrows(PhotoException.class, () -> strict.read(png, "a.png"));
        assertEquals(
                "a.png: has 24x16 pixels (384), the limit is 383; save a smaller copy of" + " it",
                refused.getMessage());
    }

    @ParameterizedTest
    @CsvSource({"png,16", "bmp,18"})
    void a_header_that_states_gigapixels_costs_no_memory(String format, int sizeAt) {
        byte[] bytes = Encoded.bytes(Encoded.quarters(BufferedImage.TYPE_INT_RGB), format);
        bytes[sizeAt + 2] = 1;
        bytes[sizeAt + 6] = 1;
        String message = message(bytes, format);
        assertTrue(message.startsWith(format + ": "), message);
    }

    @Test
    void too_many_bytes_are_refused_before_they_are_read() throws IOException {
        Path file = Files.write(folder.resolve("big.bmp"), new byte[2000]);
        PhotoReader strict = new PhotoReader(PhotoLimits.standard().withMaximumBytes(1999));
        PhotoException refused = assertThrows(PhotoException.class, () -> strict.read(file));
        assertEquals(
                file + ": has 2,000 bytes, the limit is 1,999; save a smaller copy of it",
                refused.getMessage());
    }

    @Test
    void a_photo_whose_notes_are_damaged_is_read_all_the_same() {
        byte[] jpeg = Quarters.fixture("orientation-1.jpg");
        int exif = new String(jpeg, StandardCharsets.ISO_8859_1).indexOf("Exif");
        Arrays.fill(jpeg, exif + 6, exif + 20, (byte) 0x7f);
        assertTrue(Quarters.distance(Quarters.photo(), reader.read(jpeg, "a.jpg")) <= 12);
    }

    private String message(Path file) {
        return assertThrows(PhotoException.class, () -> reader.read(file)).getMessage();
    }

    private String message(byte[] bytes, String name) {
        return assertThrows(PhotoException.class, () -> reader.read(bytes, name)).getMessage();
    }
}

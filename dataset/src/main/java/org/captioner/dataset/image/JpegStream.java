package org.captioner.dataset.image;

import java.io.EOFException;
import java.io.IOException;
import java.util.Arrays;

/**
 * The first picture of a JPEG file (ITU-T T.81, annex B), complete from SOI to EOI, and what must
 * be known of it before its samples are decoded.
 */
final class JpegStream {
    private static final String EXIF = "Exif\0\0";
    private static final String JFIF = "JFIF\0";
    private static final String ADOBE = "Adobe";
    private static final int ADOBE_TRANSFORM = 11;

    /** Honest pictures have a dozen; each of thousands would cost a pass over all pixels. */
    private static final int MOST_SCANS = 100;

    // Markers, the second byte after 0xff.
    private static final int TEM = 0x01;
    private static final int SOF0 = 0xc0;
    private static final int DHT = 0xc4;
    private static final int JPG = 0xc8;
    private static final int DAC = 0xcc;
    private static final int SOF15 = 0xcf;
    private static final int RST0 = 0xd0;
    private static final int RST7 = 0xd7;
    private static final int SOI = 0xd8;
    private static final int EOI = 0xd9;
    private static final int SOS = 0xda;
    private static final int APP0 = 0xe0;
    private static final int APP1 = 0xe1;
    private static final int APP14 = 0xee;
    private static final int APP15 = 0xef;
    private static final int COM = 0xfe;

    private final byte[] bytes;
    private final byte[] kept;
    private int keptLength = 2;
    private int at = 2;
    private int frame = -1;
    private boolean jfif;
    private int adobeTransform = JpegColours.NO_TRANSFORM_STATED;
    private byte[] exif = {};

    /**
     * Walks the segments from SOI to the first EOI; what follows, such as the second picture of a
     * stereo camera, is left alone.
     *
     * @throws EOFException if the stream ends before EOI
     * @throws IOException if it has no frame, or two
     */
    JpegStream(byte[] bytes) throws IOException {
        this.bytes = bytes;
        this.kept = bytes.clone();
        int scans = 0;
        for (int marker = nextMarker(); marker != EOI; marker = nextMarker()) {
            if (marker == TEM || (marker >= RST0 && marker <= SOI)) {
                continue; // Astray here; no length follows these.
            }
            int end = at + u16(at);
            if (end < at + 2) {
                throw new IOException("a segment states a length below 2");
            }
            if (end > bytes.length) {
                throw new EOFException("a segment ends beyond the file");
            }
            read(marker, at + 2, end);
            if (marker == SOS) {
                end = endOfScan(end);
                if (++scans > MOST_SCANS) {
                    throw new IOException("it has more than " + MOST_SCANS + " scans");
                }
            }
            if (marker < APP0 || (marker > APP15 && marker != COM)) {
                keep(marker, end);
            }
            at = end;
        }
        keep(EOI, at);
        if (frame < 0) {
            throw new IOException("it has no frame header");
        }
    }

    int width() {
        return frameU16(3);
    }

    int height() {
        return frameU16(1);
    }

    /** The TIFF structure of the Exif segment; empty if there is none. */
    byte[] exif() {
        return exif;
    }

    /**
     * What the samples mean.
     *
     * @throws IOException if there are neither 8 bits nor 1, 3 or 4 components
     */
    JpegColours colours() throws IOException {
        if (bytes[frame] != 8) {
            throw new IOException("it has " + bytes[frame] + " bits a sample, not 8");
        }
        int[] components = new int[bytes[frame + 5] & 0xff];
        for (int i = 0; i < components.length; i++) {
            components[i] = bytes[frame + 6 + 3 * i] & 0xff;
        }
        return JpegColours.of(components, jfif, adobeTransform);
    }

    /**
     * From SOI to EOI without the APPn and COM segments: decoders stumble over damaged ICC profiles
     * and thumbnails that nobody asked them for.
     */
    byte[] withoutApplicationData() {
        return Arrays.copyOf(kept, keptLength);
    }

    private void read(int marker, int from, int end) throws IOException {
        if (isFrame(marker)) {
            if (frame >= 0) {
                throw new IOException("it has two frames");
            }
            if (end < from + 6 || end < from + 6 + 3 * u8(from + 5)) {
                throw new IOException("its frame header is too short");
            }
            frame = from;
        } else if (marker == APP0) {
            jfif |= PhotoFormat.startsWith(bytes, from, JFIF);
        } else if (marker == APP1
                && exif.length == 0
                && end - from > EXIF.length()
                && PhotoFormat.startsWith(bytes, from, EXIF)) {
            exif = Arrays.copyOfRange(bytes, from + EXIF.length(), end);
        } else if (marker == APP14
                && end - from > ADOBE_TRANSFORM
                && PhotoFormat.startsWith(bytes, from, ADOBE)) {
            adobeTransform = u8(from + ADOBE_TRANSFORM);
        }
    }

    private static boolean isFrame(int marker) {
        return marker >= SOF0 && marker <= SOF15 && marker != DHT && marker != JPG && marker != DAC;
    }

    /** Moves behind the next marker, over fill bytes and stray data. */
    private int nextMarker() throws IOException {
        while (true) {
            while (u8(at) != 0xff) {
                at++;
            }
            while (u8(at) == 0xff) {
                at++;
            }
            int marker = u8(at++);
            if (marker != 0) {
                return marker;
            }
        }
    }

    /** Where entropy-coded data stops: at a marker that is neither stuffing nor a restart. */
    private int endOfScan(int from) throws IOException {
        int i = from;
        while (true) {
            while (u8(i) != 0xff) {
                i++;
            }
            int next = u8(i + 1);
            if (next == 0xff) {
                i++;
            } else if (next == 0 || (next >= RST0 && next <= RST7)) {
                i += 2;
            } else {
                return i;
            }
        }
    }

    /** Keeps a marker and the bytes from here to {@code end}, which may be none. */
    private void keep(int marker, int end) {
        kept[keptLength++] = (byte) 0xff;
        kept[keptLength++] = (byte) marker;
        System.arraycopy(bytes, at, kept, keptLength, end - at);
        keptLength += end - at;
    }

    private int frameU16(int offset) {
        return (bytes[frame + offset] & 0xff) << 8 | (bytes[frame + offset + 1] & 0xff);
    }

    private int u16(int index) throws EOFException {
        return u8(index) << 8 | u8(index + 1);
    }

    private int u8(int index) throws EOFException {
        if (index >= bytes.length) {
            throw new EOFException("no end-of-image marker");
        }
        return bytes[index] & 0xff;
    }
}

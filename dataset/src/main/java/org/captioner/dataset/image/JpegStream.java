package org.captioner.dataset.image;

import java.io.EOFException;
import java.io.IOException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The first picture of a JPEG file (ITU-T T.81, annex B), from SOI to EOI, and what must be known
 * of it before its samples are decoded.
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

    /** In the place of a marker: the file ends where one is due, after a scan. */
    private static final int MISSING = -1;

    /** So many at the end are space that a broken-off download had reserved. */
    private static final int RESERVED_ZEROS = 2;

    private static final String NO_EOI = "no end-of-image marker";

    private final byte[] bytes;
    // Grows by no marker that the bytes lack, except EOI.
    private final byte[] kept;
    private int keptLength = 2;
    private int at = 2;
    private int frame = -1;
    private int frameMarker;
    private @Nullable JpegScans scans;
    private int scanCount;
    private final boolean closed;
    private boolean jfif;
    private int adobeTransform = JpegColours.NO_TRANSFORM_STATED;
    private byte[] exif = {};

    /**
     * Walks the segments from SOI to the first EOI; what follows, such as the second picture of a
     * stereo camera, is left alone. Where EOI is missing, the stream may still be complete: {@link
     * #isClosed} tells, and the decoder must find all data.
     *
     * @throws EOFException if the stream ends before its last scan
     * @throws IOException if it has no frame, or two
     */
    JpegStream(byte[] bytes) throws IOException {
        this.bytes = bytes;
        this.kept = new byte[bytes.length + 2];
        kept[0] = bytes[0];
        kept[1] = bytes[1];
        int marker = nextMarker();
        while (marker != EOI && marker != MISSING) {
            // Markers without a length are astray here.
            if (marker != TEM && (marker < RST0 || marker > SOI)) {
                marker = segment(marker);
            }
            if (marker != MISSING) {
                marker = nextMarker();
            }
        }
        if (frame < 0) {
            throw new IOException("it has no frame header");
        }
        closed = marker == EOI;
        if (!closed) {
            requireComplete();
        }
        kept[keptLength++] = (byte) 0xff;
        kept[keptLength++] = (byte) EOI;
    }

    /** Reads the segment at hand, and the scan behind it; returns its marker or MISSING. */
    private int segment(int marker) throws IOException {
        int end = at + 2 <= bytes.length ? at + u16(at) : bytes.length + 1;
        if (end > bytes.length) {
            if (scanCount > 0) {
                return MISSING;
            }
            throw new EOFException("a segment ends beyond the file");
        }
        if (end < at + 2) {
            throw new IOException("a segment states a length below 2");
        }
        read(marker, at + 2, end);
        if (marker == SOS) {
            if (scans == null) {
                throw new IOException("a scan comes before the frame header");
            }
            scans.add(bytes, at + 2, end);
            end = endOfScan(end);
            if (++scanCount > MOST_SCANS) {
                throw new IOException("it has more than " + MOST_SCANS + " scans");
            }
        }
        if (marker < APP0 || (marker > APP15 && marker != COM)) {
            keep(marker, end);
        }
        at = end;
        return marker;
    }

    /** The end of a stream without EOI must be one that could be the end of the picture. */
    private void requireComplete() throws EOFException {
        int zeros = 0;
        while (zeros < RESERVED_ZEROS && bytes[bytes.length - 1 - zeros] == 0) {
            zeros++;
        }
        // Decoders of arithmetic codes take what is missing for zeros, without a warning.
        boolean arithmetic = frameMarker > JPG;
        if (arithmetic || zeros == RESERVED_ZEROS || scans == null || !scans.areComplete()) {
            throw new EOFException(NO_EOI);
        }
    }

    /** Whether the stream ends with EOI; otherwise no warning of the decoder may be passed over. */
    boolean isClosed() {
        return closed;
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
        return JpegColours.of(componentIds(), jfif, adobeTransform);
    }

    private int[] componentIds() {
        int[] ids = new int[bytes[frame + 5] & 0xff];
        for (int i = 0; i < ids.length; i++) {
            ids[i] = bytes[frame + 6 + 3 * i] & 0xff;
        }
        return ids;
    }

    /**
     * From SOI to EOI, added if it is missing, without the APPn and COM segments: decoders stumble
     * over damaged ICC profiles and thumbnails that nobody asked them for.
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
            frameMarker = marker;
            scans = new JpegScans(componentIds());
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
            while (at < bytes.length && bytes[at] != (byte) 0xff) {
                at++;
            }
            while (at < bytes.length && bytes[at] == (byte) 0xff) {
                at++;
            }
            if (at == bytes.length && scanCount > 0) {
                return MISSING;
            }
            int marker = u8(at++);
            if (marker != 0) {
                return marker;
            }
        }
    }

    /** Where entropy-coded data stops: at a marker that is neither stuffing nor a restart. */
    private int endOfScan(int from) {
        int i = from;
        while (i + 1 < bytes.length) {
            int next = bytes[i + 1] & 0xff;
            if (bytes[i] != (byte) 0xff || next == 0xff) {
                i++;
            } else if (next == 0 || (next >= RST0 && next <= RST7)) {
                i += 2;
            } else {
                return i;
            }
        }
        // Half a marker is none.
        return i < bytes.length && bytes[i] != (byte) 0xff ? i + 1 : Math.min(i, bytes.length);
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
            throw new EOFException(NO_EOI);
        }
        return bytes[index] & 0xff;
    }
}

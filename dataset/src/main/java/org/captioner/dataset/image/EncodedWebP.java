package org.captioner.dataset.image;

import java.io.EOFException;
import java.io.IOException;
import java.util.Arrays;
import java.util.Optional;
import org.captioner.dataset.image.vp8.Vp8Frame;
import org.captioner.dataset.image.vp8l.Vp8lPicture;

/**
 * A WebP file: a picture or the first frame of an animation, lossy (VP8, with or without a plane of
 * alpha) or lossless (VP8L), laid on a white canvas that it need not cover.
 *
 * <p>Read here from the first byte to the last: TwelveMonkeys' reader filters the blocks of VP8
 * wrongly where segments state their own strength, does not smooth the chroma, leaves out
 * uncompressed alpha, applies ICC profiles, and lets small damaged files of VP8L take gigabytes.
 */
final class EncodedWebP implements EncodedPhoto {
    private static final int ANIMATED = 2;
    private static final int FRAME_HEADER = 16;

    private final byte[] bytes;
    private final byte[] exif;
    private final int canvasWidth;
    private final int canvasHeight;
    private final int left;
    private final int top;
    private final int frameWidth;
    private final int frameHeight;
    private final Optional<RiffChunks.Chunk> alpha;
    private final Optional<RiffChunks.Chunk> lossy;
    private final Optional<RiffChunks.Chunk> lossless;

    private EncodedWebP(byte[] bytes) throws IOException {
        this.bytes = bytes;
        RiffChunks file = RiffChunks.ofFile(bytes);
        exif = file.exif();
        Optional<RiffChunks.Chunk> extended = file.first("VP8X");
        RiffChunks frame = file;
        int x = 0;
        int y = 0;
        if (extended.isPresent() && isAnimated(extended.get())) {
            RiffChunks.Chunk first =
                    file.first("ANMF").orElseThrow(() -> new EOFException("it has no frame"));
            require(first, FRAME_HEADER);
            x = 2 * u24(first.start());
            y = 2 * u24(first.start() + 3);
            frame = RiffChunks.within(bytes, first.start() + FRAME_HEADER, first.end());
        }
        left = x;
        top = y;
        lossless = frame.first("VP8L");
        Optional<RiffChunks.Chunk> vp8 = frame.first("VP8 ");
        if (lossless.isPresent()) {
            lossy = Optional.empty();
            Vp8lPicture opened = openLossless(lossless.get());
            frameWidth = opened.width();
            frameHeight = opened.height();
        } else if (vp8.isPresent()) {
            Vp8Frame opened = open(vp8.get());
            lossy = vp8;
            frameWidth = opened.width();
            frameHeight = opened.height();
        } else {
            throw new EOFException("it holds neither VP8 nor VP8L data");
        }
        alpha = lossy.isPresent() ? frame.first("ALPH") : Optional.empty();
        if (extended.isPresent()) {
            canvasWidth = u24(extended.get().start() + 4) + 1;
            canvasHeight = u24(extended.get().start() + 7) + 1;
            requireWithinCanvas();
        } else {
            canvasWidth = frameWidth;
            canvasHeight = frameHeight;
        }
    }

    static EncodedWebP open(byte[] bytes) throws IOException {
        return new EncodedWebP(bytes);
    }

    private Vp8Frame open(RiffChunks.Chunk vp8) throws IOException {
        return Vp8Frame.open(bytes, vp8.start(), vp8.end());
    }

    private Vp8lPicture openLossless(RiffChunks.Chunk vp8l) throws IOException {
        return Vp8lPicture.open(bytes, vp8l.start(), vp8l.end());
    }

    private boolean isAnimated(RiffChunks.Chunk extended) throws EOFException {
        require(extended, 10);
        return (bytes[extended.start()] & ANIMATED) != 0;
    }

    private void requireWithinCanvas() throws IOException {
        if (left + frameWidth > canvasWidth || top + frameHeight > canvasHeight) {
            throw new IOException("its frame sticks out of its canvas");
        }
    }

    @Override
    public int width() {
        return canvasWidth;
    }

    @Override
    public int height() {
        return canvasHeight;
    }

    @Override
    public Orientation orientation() {
        return exif.length == 0 ? Orientation.NONE : Orientation.ofTiff(exif);
    }

    @Override
    public byte[] decode(int step) throws IOException {
        // The first of the frame's columns and rows that the canvas keeps.
        int firstX = Math.floorMod(-left, step);
        int firstY = Math.floorMod(-top, step);
        if (lossless.isPresent()) {
            byte[] frame = lossless(lossless.get(), firstX, firstY, step);
            return onCanvas(frame, firstX, firstY, step);
        }
        Vp8Frame.Pixels pixels = open(lossy.orElseThrow()).decode();
        byte[] opacity = alpha.isPresent() ? alpha(alpha.get()) : new byte[0];
        int columns = kept(frameWidth, firstX, step);
        byte[] frame = new byte[3 * columns * kept(frameHeight, firstY, step)];
        int to = 0;
        for (int y = firstY; y < frameHeight; y += step, to += 3 * columns) {
            pixels.row(y, firstX, step, frame, to);
            if (opacity.length > 0) {
                Pixels.layOverWhite(frame, to, columns, opacity, y * frameWidth + firstX, step);
            }
        }
        return onCanvas(frame, firstX, firstY, step);
    }

    private byte[] lossless(RiffChunks.Chunk chunk, int firstX, int firstY, int step)
            throws IOException {
        int[] pixels = openLossless(chunk).decode();
        int columns = kept(frameWidth, firstX, step);
        byte[] frame = new byte[3 * columns * kept(frameHeight, firstY, step)];
        int to = 0;
        for (int y = firstY; y < frameHeight; y += step) {
            for (int x = firstX; x < frameWidth; x += step, to += 3) {
                Pixels.put(frame, to, pixels[y * frameWidth + x]);
            }
        }
        return frame;
    }

    private byte[] alpha(RiffChunks.Chunk chunk) throws IOException {
        require(chunk, 1);
        return AlphaPlane.decode(bytes, chunk, frameWidth, frameHeight);
    }

    /** Lays the frame's kept pixels on a white canvas, unless they are all of it. */
    private byte[] onCanvas(byte[] frame, int firstX, int firstY, int step) {
        int width = PhotoLimits.thinned(canvasWidth, step);
        int height = PhotoLimits.thinned(canvasHeight, step);
        if (frame.length == 3 * width * height) {
            return frame;
        }
        byte[] canvas = new byte[3 * width * height];
        Arrays.fill(canvas, (byte) 0xff);
        int columns = kept(frameWidth, firstX, step);
        int rows = columns == 0 ? 0 : kept(frameHeight, firstY, step);
        for (int row = 0; row < rows; row++) {
            int to = 3 * (((top + firstY) / step + row) * width + (left + firstX) / step);
            System.arraycopy(frame, 3 * columns * row, canvas, to, 3 * columns);
        }
        return canvas;
    }

    private static int kept(int length, int first, int step) {
        return first >= length ? 0 : PhotoLimits.thinned(length - first, step);
    }

    private int u24(int index) {
        return (bytes[index] & 0xff)
                | (bytes[index + 1] & 0xff) << 8
                | (bytes[index + 2] & 0xff) << 16;
    }

    private static void require(RiffChunks.Chunk chunk, int length) throws EOFException {
        if (chunk.length() < length) {
            throw new EOFException("a chunk is shorter than its header");
        }
    }
}

package org.captioner.dataset.image.vp8;

import java.io.IOException;

/**
 * A VP8 key frame, whose header has been read. An instance decodes once and belongs to one thread.
 *
 * <pre>{@code
 * Vp8Frame frame = Vp8Frame.open(file, start, end);
 * byte[] rgb = new byte[3 * frame.width() * frame.height()];
 * Vp8Frame.Pixels pixels = frame.decode();
 * for (int y = 0; y < frame.height(); y++) {
 *     pixels.row(y, 0, 1, rgb, 3 * frame.width() * y);
 * }
 * }</pre>
 *
 * <p>Decoding holds one and a half bytes for each pixel, rounded up to 16x16 blocks.
 */
public final class Vp8Frame {
    /** The decoded pixels, which are turned into RGB row by row. */
    @FunctionalInterface
    public interface Pixels {
        /**
         * Writes a row's pixels {@code first}, {@code first + step}, ... as RGB from {@code
         * rgb[to]} on.
         */
        void row(int y, int first, int step, byte[] rgb, int to);
    }

    private final FrameHeader header;

    private Vp8Frame(FrameHeader header) {
        this.header = header;
    }

    /**
     * Reads the header of the frame in {@code bytes[from..to)}.
     *
     * @throws IOException if it is damaged or no key frame; an {@link java.io.EOFException} if it
     *     ends early
     */
    public static Vp8Frame open(byte[] bytes, int from, int to) throws IOException {
        return new Vp8Frame(new FrameHeader(bytes, from, to));
    }

    /** Columns, 0 to 16383. */
    public int width() {
        return header.width();
    }

    /** Rows, 0 to 16383. */
    public int height() {
        return header.height();
    }

    /**
     * Decodes all pixels.
     *
     * @throws IOException if a partition ends early
     */
    public Pixels decode() throws IOException {
        int columns = (width() + 15) / 16;
        int rows = (height() + 15) / 16;
        Plane[] planes = {
            new Plane(16 * columns, 16 * rows),
            new Plane(8 * columns, 8 * rows),
            new Plane(8 * columns, 8 * rows)
        };
        Macroblock[] blocks = new Macroblock[columns * rows];
        ModeReader modes = new ModeReader(header, columns);
        CoefficientReader coefficients = new CoefficientReader(header, columns);
        SubblockPredictor subblocks = new SubblockPredictor();
        for (int row = 0; row < rows; row++) {
            modes.startRow();
            coefficients.startRow();
            BoolDecoder bits = header.coefficients(row);
            for (int column = 0; column < columns; column++) {
                Macroblock block = modes.next(column);
                boolean changed = false;
                if (modes.skip()) {
                    coefficients.skip(block, column);
                } else {
                    Quantiser quantiser = header.quantiser(block.segment());
                    changed = coefficients.read(bits, block, quantiser, column);
                }
                blocks[row * columns + column] = changed ? block : block.withSmooth();
                short[] values = coefficients.coefficients();
                if (block.bySubblocks()) {
                    reconstruct(planes[0], subblocks, modes.subblocks(), values, column, row);
                } else {
                    reconstruct(planes[0], block.lumaMode(), values, 0, column, row, 16);
                }
                reconstruct(planes[1], block.chromaMode(), values, 16, column, row, 8);
                reconstruct(planes[2], block.chromaMode(), values, 20, column, row, 8);
            }
            header.modes().requireComplete();
            bits.requireComplete();
        }
        filter(planes, blocks, columns);
        return new Upsampler(planes, width(), height())::row;
    }

    private static void reconstruct(
            Plane plane, int mode, short[] coefficients, int first, int column, int row, int size) {
        int x = size * column;
        int y = size * row;
        BlockPredictor.predict(plane, mode, x, y, size);
        int side = size / 4;
        for (int i = 0; i < side * side; i++) {
            add(plane, coefficients, first + i, x + 4 * (i % side), y + 4 * (i / side));
        }
    }

    private static void reconstruct(
            Plane plane,
            SubblockPredictor predictor,
            int[] modes,
            short[] coefficients,
            int column,
            int row) {
        for (int i = 0; i < 16; i++) {
            int x = 16 * column + 4 * (i % 4);
            int y = 16 * row + 4 * (i / 4);
            // What is right of the macroblock is known of the row above it alone.
            int rightY = i % 4 == 3 ? 16 * row - 1 : y - 1;
            predictor.predict(plane, modes[i], x, y, rightY);
            add(plane, coefficients, i, x, y);
        }
    }

    private static void add(Plane plane, short[] coefficients, int subblock, int x, int y) {
        int from = 16 * subblock;
        for (int i = from; i < from + 16; i++) {
            if (coefficients[i] != 0) {
                int to = y * plane.stride() + x;
                Transforms.addCosines(coefficients, from, plane.samples(), to, plane.stride());
                return;
            }
        }
    }

    private void filter(Plane[] planes, Macroblock[] blocks, int columns) {
        LoopFilter filter = new LoopFilter(planes, header.filters());
        for (int i = 0; i < blocks.length; i++) {
            filter.filter(blocks[i], i % columns, i / columns);
        }
    }
}

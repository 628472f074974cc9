package org.captioner.encoder.transform;

import org.captioner.dataset.image.Photo;

/**
 * Resizes rows, then columns, rounding to 8 bits after each, as Pillow does.
 *
 * @param horizontal weights along the rows
 * @param vertical weights along the columns
 * @param margin (red, green, blue) of the imagined samples around the photo, as 0xRRGGBB
 */
record Resampler(ResamplingWeights horizontal, ResamplingWeights vertical, int margin) {
    private static final int HALF = 1 << (ResamplingWeights.PRECISION - 1);

    Photo resample(Photo photo) {
        int width = horizontal.start.length;
        int height = vertical.start.length;
        int[] span = vertical.span();
        int[] rows = new int[3 * width * (span[1] - span[0])];
        for (int y = span[0]; y < span[1]; y++) {
            resampleRow(photo.rgb(), 3 * y * photo.width(), rows, 3 * width * (y - span[0]));
        }
        byte[] rgb = new byte[3 * width * height];
        int[] sums = new int[3 * width];
        for (int y = 0; y < height; y++) {
            startWithMargin(sums, vertical.outside[y]);
            int[] weights = vertical.weights[y];
            for (int j = 0; j < weights.length; j++) {
                int row = vertical.start[y] + j - span[0];
                add(weights[j], rows, row * sums.length, sums);
            }
            round(sums, rgb, y * sums.length);
        }
        return Photo.of(width, height, rgb);
    }

    private void resampleRow(byte[] rgb, int rowStart, int[] rows, int to) {
        int at = to;
        for (int x = 0; x < horizontal.start.length; x++) {
            int outside = horizontal.outside[x];
            int red = HALF + outside * ((margin >> 16) & 255);
            int green = HALF + outside * ((margin >> 8) & 255);
            int blue = HALF + outside * (margin & 255);
            int from = rowStart + 3 * horizontal.start[x];
            for (int weight : horizontal.weights[x]) {
                red += weight * (rgb[from] & 255);
                green += weight * (rgb[from + 1] & 255);
                blue += weight * (rgb[from + 2] & 255);
                from += 3;
            }
            rows[at] = toByte(red);
            rows[at + 1] = toByte(green);
            rows[at + 2] = toByte(blue);
            at += 3;
        }
    }

    private void startWithMargin(int[] sums, int outside) {
        int red = HALF + outside * ((margin >> 16) & 255);
        int green = HALF + outside * ((margin >> 8) & 255);
        int blue = HALF + outside * (margin & 255);
        for (int i = 0; i < sums.length; i += 3) {
            sums[i] = red;
            sums[i + 1] = green;
            sums[i + 2] = blue;
        }
    }

    // A loop of its own, plain enough for the compiler to use vector instructions.
    private static void add(int weight, int[] rows, int from, int[] sums) {
        for (int i = 0; i < sums.length; i++) {
            sums[i] += weight * rows[from + i];
        }
    }

    private static void round(int[] sums, byte[] rgb, int to) {
        for (int i = 0; i < sums.length; i++) {
            rgb[to + i] = (byte) toByte(sums[i]);
        }
    }

    private static int toByte(int sum) {
        // Weights are rounded one by one and may sum to a little over 1.
        return Math.min(255, sum >> ResamplingWeights.PRECISION);
    }
}

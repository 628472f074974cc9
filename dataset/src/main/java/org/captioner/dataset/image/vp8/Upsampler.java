package org.captioner.dataset.image.vp8;

/**
 * Turns planes into RGB: a pixel's chroma is interpolated from the four nearest samples with
 * weights 9, 3, 3 and 1, as libwebp's "fancy" upsampling, then converted by ITU-R BT.601 in fixed
 * point.
 */
final class Upsampler {
    private final Plane luma;
    private final Plane blue;
    private final Plane red;
    private final int width;
    private final int height;

    Upsampler(Plane[] planes, int width, int height) {
        this.luma = planes[0];
        this.blue = planes[1];
        this.red = planes[2];
        this.width = width;
        this.height = height;
    }

    /**
     * Writes every {@code step}-th pixel of row {@code y}, from column {@code first} on.
     *
     * @param rgb where three bytes a pixel go, from {@code to} on
     */
    void row(int y, int first, int step, byte[] rgb, int to) {
        int near = y / 2;
        // Rows 2k - 1 and 2k lie between chroma rows k - 1 and k; beyond the picture is its edge.
        int far = Math.min(y % 2 == 0 ? Math.max(0, near - 1) : near + 1, (height - 1) / 2);
        int at = to;
        for (int x = first; x < width; x += step) {
            int nearColumn = x / 2;
            int farColumn =
                    Math.min(
                            x % 2 == 0 ? Math.max(0, nearColumn - 1) : nearColumn + 1,
                            (width - 1) / 2);
            int cb = chroma(blue, nearColumn, farColumn, near, far);
            int cr = chroma(red, nearColumn, farColumn, near, far);
            int brightness = high(luma.at(x, y), 19077);
            rgb[at] = clamp(brightness + high(cr, 26149) - 14234);
            rgb[at + 1] = clamp(brightness - high(cb, 6419) - high(cr, 13320) + 8708);
            rgb[at + 2] = clamp(brightness + high(cb, 33050) - 17685);
            at += 3;
        }
    }

    /** (9 near + 3 beside + 3 below + far) / 16, with libwebp's two roundings. */
    private static int chroma(Plane plane, int near, int far, int nearRow, int farRow) {
        int a = plane.at(near, nearRow);
        int b = plane.at(far, nearRow);
        int c = plane.at(near, farRow);
        int d = plane.at(far, farRow);
        if (near == far) {
            return (3 * a + c + 2) >> 2;
        }
        int diagonal = (a + b + c + d + 2 * (b + c) + 8) >> 3;
        return (diagonal + a) >> 1;
    }

    private static int high(int value, int coefficient) {
        return (value * coefficient) >> 8;
    }

    private static byte clamp(int sixtyFourths) {
        return (byte) Transforms.clamp(sixtyFourths >> 6);
    }
}

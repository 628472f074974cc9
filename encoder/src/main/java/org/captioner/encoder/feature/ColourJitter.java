package org.captioner.encoder.feature;

import org.captioner.dataset.image.Photo;

/**
 * Brightness, contrast and saturation of a photo multiplied by factors, in this order, as
 * torchvision's {@code ColorJitter} does; 1 leaves each as it is.
 */
record ColourJitter(double brightness, double contrast, double saturation) {
    Photo apply(Photo photo) {
        if (brightness == 1 && contrast == 1 && saturation == 1) {
            return photo;
        }
        byte[] rgb = photo.rgb().clone();
        double mean = brightness * meanGrey(rgb);
        for (int i = 0; i < rgb.length; i += 3) {
            double red = contrasted(rgb[i] & 255, mean);
            double green = contrasted(rgb[i + 1] & 255, mean);
            double blue = contrasted(rgb[i + 2] & 255, mean);
            double grey = grey(red, green, blue);
            rgb[i] = toByte(grey + saturation * (red - grey));
            rgb[i + 1] = toByte(grey + saturation * (green - grey));
            rgb[i + 2] = toByte(grey + saturation * (blue - grey));
        }
        return Photo.of(photo.width(), photo.height(), rgb);
    }

    private double contrasted(int value, double mean) {
        return mean + contrast * (brightness * value - mean);
    }

    private static double meanGrey(byte[] rgb) {
        double sum = 0;
        for (int i = 0; i < rgb.length; i += 3) {
            sum += grey(rgb[i] & 255, rgb[i + 1] & 255, rgb[i + 2] & 255);
        }
        return sum / (rgb.length / 3.0);
    }

    /** Luma of ITU-R 601-2. */
    private static double grey(double red, double green, double blue) {
        return 0.299 * red + 0.587 * green + 0.114 * blue;
    }

    private static byte toByte(double value) {
        return (byte) Math.max(0, Math.min(255, Math.round(value)));
    }
}

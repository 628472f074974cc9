package org.captioner.encoder;

import java.util.Arrays;

/**
 * Encodes the photos of a call one after another: on a processor that costs next to nothing over a
 * batch, and no photo's last digit can depend on its neighbours.
 */
public abstract class PhotoByPhotoEncoder implements ImageEncoder {
    private final EncoderDescription description;

    protected PhotoByPhotoEncoder(EncoderDescription description) {
        this.description = description;
    }

    /**
     * Encodes one photo.
     *
     * @param photo (3, size, size) float32, exactly that long
     * @return (cells, channels) float32
     */
    protected abstract float[] encodeOne(float[] photo);

    @Override
    public final EncoderDescription description() {
        return description;
    }

    @Override
    public final float[] encode(float[] photos, int count) {
        description.requirePhotos(photos, count);
        int pixels = description.transform().length();
        if (photos.length == pixels) {
            return encodeOne(photos);
        }
        float[] grids = new float[count * description.length()];
        for (int photo = 0; photo < count; photo++) {
            float[] one = Arrays.copyOfRange(photos, photo * pixels, (photo + 1) * pixels);
            float[] grid = encodeOne(one);
            System.arraycopy(grid, 0, grids, photo * grid.length, grid.length);
        }
        return grids;
    }
}

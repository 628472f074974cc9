package org.captioner.pipeline.output;

import org.captioner.dataset.InputException;

/**
 * Leaves out captions that cannot be trusted: the photo gets a row that states the confidence and
 * no caption. Captions without a confidence are written.
 */
public final class MinimumConfidence implements CaptionWriter {
    private final CaptionWriter rows;
    private final double least;
    private int withheld;

    /**
     * @param rows closed by this writer
     * @param least confidence that a caption needs, in [0, 1]
     */
    public MinimumConfidence(CaptionWriter rows, double least) {
        require(least);
        this.rows = rows;
        this.least = least;
    }

    /**
     * Requires a confidence.
     *
     * @throws InputException if it is not in [0, 1]
     */
    public static void require(double least) {
        if (!(least >= 0 && least <= 1)) {
            throw new InputException(
                    "the minimum confidence is " + least + "; it must be from 0 to 1");
        }
    }

    @Override
    public void write(CaptionedPhoto photo) {
        boolean trusted =
                photo.caption().isEmpty() || photo.caption().get().confidence().orElse(1) >= least;
        if (trusted) {
            rows.write(photo);
        } else {
            double confidence = photo.caption().orElseThrow().confidence().orElseThrow();
            rows.write(CaptionedPhoto.withheld(photo.photo(), confidence, least));
            withheld++;
        }
    }

    /** How many captions were left out so far. */
    public int withheld() {
        return withheld;
    }

    @Override
    public void close() {
        rows.close();
    }
}

package org.captioner.eval;

import java.util.List;

/**
 * What each image adds to the corpus scores: one row of numbers per image whose sums determine
 * every corpus score. Confidence intervals and significance tests sum the rows of other selections
 * of images, so that a metric such as BLEU, whose corpus score is not a mean, is resampled as it is
 * computed.
 */
public final class ImageStatistics {
    /** Turns summed rows into corpus scores. */
    @FunctionalInterface
    public interface CorpusFormula {
        /**
         * The corpus scores, in the order of {@link #scoreNames()}.
         *
         * @param sums each column summed over the images
         * @param images how many rows were summed, at least 1
         */
        double[] scores(double[] sums, int images);
    }

    private final List<String> scoreNames;
    private final double[][] rows;
    private final CorpusFormula formula;

    /**
     * Statistics of a metric with its own formula.
     *
     * @param scoreNames the scores the formula returns
     * @param rows one per image, all of one length; not copied, do not change them afterwards
     */
    public ImageStatistics(List<String> scoreNames, double[][] rows, CorpusFormula formula) {
        this.scoreNames = List.copyOf(scoreNames);
        this.rows = rows;
        this.formula = formula;
    }

    /** Statistics of a metric whose corpus scores are the plain means of its image scores. */
    public static ImageStatistics means(List<String> scoreNames, double[][] imageScores) {
        return new ImageStatistics(
                scoreNames,
                imageScores,
                (sums, images) -> {
                    double[] means = sums.clone();
                    for (int column = 0; column < means.length; column++) {
                        means[column] /= images;
                    }
                    return means;
                });
    }

    public List<String> scoreNames() {
        return scoreNames;
    }

    /** The number of images, which is the number of rows. */
    public int images() {
        return rows.length;
    }

    /** The number of columns of a row; 0 if there are no images. */
    public int width() {
        return rows.length == 0 ? 0 : rows[0].length;
    }

    /** Adds the row of one image to {@code sums}, which has {@link #width()} columns. */
    public void add(int image, double[] sums) {
        double[] row = rows[image];
        for (int column = 0; column < row.length; column++) {
            sums[column] += row[column];
        }
    }

    /**
     * The corpus scores for sums that {@link #add} collected over {@code images} images; zeros if
     * there are none.
     */
    public double[] scores(double[] sums, int images) {
        return images == 0 ? new double[scoreNames.size()] : formula.scores(sums, images);
    }

    /** The corpus scores over every image once. */
    public double[] scores() {
        double[] sums = new double[width()];
        for (int image = 0; image < rows.length; image++) {
            add(image, sums);
        }
        return scores(sums, rows.length);
    }
}

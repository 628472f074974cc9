package org.captioner.eval.meteor;

import java.util.List;

/**
 * METEOR's formula and the 23 numbers it is made of, in the order of the original's statistics
 * line: words of hypothesis and reference, function words of both, then per {@link Module} the
 * matched content words of both and matched function words of both, then chunks and matched words
 * of both.
 *
 * <pre>
 * P = sum_i w_i (delta m_c(h) + (1 - delta) m_f(h)) / (delta h_c + (1 - delta) h_f), R alike
 * Fmean = 1 / ((1 - alpha)/P + alpha/R)
 * score = Fmean * (1 - gamma * (chunks / matches)^beta)
 * </pre>
 */
final class Score {
    /** How many numbers there are. */
    static final int WIDTH = 23;

    private static final List<Module> MODULES = List.of(Module.values());

    private static final double ALPHA = 0.85;
    private static final double BETA = 0.2;
    private static final double GAMMA = 0.6;
    private static final double DELTA = 0.75;

    private static final int HYPOTHESIS_LENGTH = 0;
    private static final int REFERENCE_LENGTH = 1;
    private static final int HYPOTHESIS_FUNCTION = 2;
    private static final int REFERENCE_FUNCTION = 3;
    private static final int CHUNKS = 20;
    private static final int HYPOTHESIS_MATCHES = 21;
    private static final int REFERENCE_MATCHES = 22;

    private Score() {}

    /** The statistics of an alignment. */
    static double[] statistics(
            NormalizedCaption hypothesis, NormalizedCaption reference, List<Match> matches) {
        double[] row = new double[WIDTH];
        row[HYPOTHESIS_LENGTH] = hypothesis.length();
        row[REFERENCE_LENGTH] = reference.length();
        row[HYPOTHESIS_FUNCTION] = hypothesis.functionWords(0, hypothesis.length());
        row[REFERENCE_FUNCTION] = reference.functionWords(0, reference.length());
        int hypothesisEnd = -1;
        int referenceEnd = -1;
        for (Match match : matches) {
            int column = match.module().column();
            int inHypothesis =
                    hypothesis.functionWords(match.hypothesisStart(), match.hypothesisLength());
            int inReference =
                    reference.functionWords(match.referenceStart(), match.referenceLength());
            row[column] += match.hypothesisLength() - inHypothesis;
            row[column + 1] += match.referenceLength() - inReference;
            row[column + 2] += inHypothesis;
            row[column + 3] += inReference;
            if (match.hypothesisStart() != hypothesisEnd
                    || match.referenceStart() != referenceEnd) {
                row[CHUNKS]++;
            }
            hypothesisEnd = match.hypothesisEnd();
            referenceEnd = match.referenceEnd();
            row[HYPOTHESIS_MATCHES] += match.hypothesisLength();
            row[REFERENCE_MATCHES] += match.referenceLength();
        }
        return row;
    }

    /** The score for statistics of one image, or summed over images; in [0, 1]. */
    static double of(double[] row) {
        double precision = matched(row, 0) / length(row, HYPOTHESIS_LENGTH, HYPOTHESIS_FUNCTION);
        double recall = matched(row, 1) / length(row, REFERENCE_LENGTH, REFERENCE_FUNCTION);
        double mean = 1 / ((1 - ALPHA) / precision + ALPHA / recall);
        double fragmentation =
                isWhole(row)
                        ? 0
                        : row[CHUNKS] / ((row[HYPOTHESIS_MATCHES] + row[REFERENCE_MATCHES]) / 2);
        double score = mean * (1 - GAMMA * Math.pow(fragmentation, BETA));
        return score > 0 ? score : 0;
    }

    /**
     * What an image adds to the corpus: its statistics, but no chunk if it matched completely in
     * one, since that carries no penalty.
     */
    static double[] contribution(double[] row) {
        double[] contribution = row.clone();
        if (isWhole(row)) {
            contribution[CHUNKS] = 0;
        }
        return contribution;
    }

    private static boolean isWhole(double[] row) {
        return row[CHUNKS] == 1
                && row[HYPOTHESIS_MATCHES] == row[HYPOTHESIS_LENGTH]
                && row[REFERENCE_MATCHES] == row[REFERENCE_LENGTH];
    }

    private static double matched(double[] row, int side) {
        double sum = 0;
        for (Module module : MODULES) {
            int column = module.column() + side;
            sum += module.weight() * weighted(row[column], row[column + 2]);
        }
        return sum;
    }

    private static double length(double[] row, int words, int functionWords) {
        return weighted(row[words] - row[functionWords], row[functionWords]);
    }

    private static double weighted(double contentWords, double functionWords) {
        return DELTA * contentWords + (1 - DELTA) * functionWords;
    }
}

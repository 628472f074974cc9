package org.captioner.eval.meteor;

/** A way two phrases can match, in the order of METEOR's stages and statistics. */
enum Module {
    /** The same word. */
    EXACT(1.0, 1.0, 4),
    /** Different words with the same stem (Snowball English). */
    STEM(0.6, 0.5, 8),
    /** Different words with a synset in common. */
    SYNONYM(0.8, 0.5, 12),
    /** Phrases that the user's table pairs. */
    PARAPHRASE(0.6, 0.5, 16);

    private final double weight;
    private final double searchWeight;
    private final int column;

    Module(double weight, double searchWeight, int column) {
        this.weight = weight;
        this.searchWeight = searchWeight;
        this.column = column;
    }

    /** What a matched word counts in precision and recall. */
    double weight() {
        return weight;
    }

    /** What a matched word counts in the search for the alignment. */
    double searchWeight() {
        return searchWeight;
    }

    /**
     * The first of its four columns among the statistics: content words of hypothesis and
     * reference, function words of both.
     */
    int column() {
        return column;
    }
}

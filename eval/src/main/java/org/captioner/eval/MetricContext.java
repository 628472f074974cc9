package org.captioner.eval;

import java.nio.file.Path;
import java.util.Optional;

/**
 * What metrics may count with beside the captions; each takes what it needs.
 *
 * @param frequencies document frequencies of CIDEr, counted beforehand; empty to count them over
 *     the references that are scored
 * @param paraphrases file of METEOR's paraphrase table; empty for METEOR without paraphrases
 * @param spiceFolder where SPICE's parser and its cache of parses are; empty for the usual folder
 */
public record MetricContext(
        Optional<DocumentFrequencies> frequencies,
        Optional<Path> paraphrases,
        Optional<Path> spiceFolder) {
    /** What a person can give a metric to count with. */
    public enum Extra {
        /** Document frequencies. */
        FREQUENCIES,
        /** A paraphrase table. */
        PARAPHRASES
    }

    /** Nothing given: frequencies of the references, no paraphrases, the usual folder. */
    public static MetricContext standard() {
        return new MetricContext(Optional.empty(), Optional.empty(), Optional.empty());
    }

    /** The same with document frequencies that were counted beforehand. */
    public MetricContext withFrequencies(DocumentFrequencies counted) {
        return new MetricContext(Optional.of(counted), paraphrases, spiceFolder);
    }
}

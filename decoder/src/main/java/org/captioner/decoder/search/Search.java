package org.captioner.decoder.search;

import ai.djl.ndarray.NDList;
import java.util.List;
import org.captioner.decoder.network.IncrementalDecoder;

/**
 * Finds probable sentences.
 *
 * <p>Every search ends: a sentence that reaches the maximum length is closed there, with the
 * probability of the end marker counted. Markers and the unknown word are never chosen. The rules
 * of the options hold for every word.
 */
public sealed interface Search
        permits GreedySearch,
                BeamSearch,
                ForcedWordSearch,
                DiverseBeamSearch,
                SampleSearch,
                ConsensusSearch,
                FixedBlocks {
    /**
     * Searches for each image by itself; other images of the batch make no difference.
     *
     * @param features of the images, one array per encoder, each (images, cells, channels) float32
     * @return for each image its hypotheses, best score first, at least one
     */
    List<List<Hypothesis>> search(IncrementalDecoder decoder, NDList features);
}

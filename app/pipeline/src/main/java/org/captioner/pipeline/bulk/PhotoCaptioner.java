package org.captioner.pipeline.bulk;

import java.util.List;
import org.captioner.pipeline.photo.FoundPhoto;

/**
 * What a run over a folder needs of a model.
 *
 * @param <P> a photo made ready for the model: small, so that many may wait in memory
 */
public interface PhotoCaptioner<P> {
    /**
     * Reads a photo and makes it ready; called by several threads at once.
     *
     * @throws org.captioner.dataset.InputException if it cannot be read as a photo
     */
    P prepare(FoundPhoto photo);

    /**
     * Captions several photos; called by several threads at once.
     *
     * @return one caption a photo, in their order
     */
    List<Sentence> caption(List<P> photos);

    /**
     * A caption.
     *
     * @param text as a person would write it
     * @param logProbability of its words, in nats
     */
    record Sentence(String text, double logProbability) {}
}

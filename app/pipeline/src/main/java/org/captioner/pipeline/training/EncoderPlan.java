package org.captioner.pipeline.training;

import ai.djl.ndarray.NDManager;
import java.util.List;
import java.util.SortedMap;
import org.captioner.dataset.CaptionDataset;
import org.captioner.decoder.bundle.BundleFolder.EncoderPart;
import org.captioner.encoder.feature.FeatureSource;
import org.captioner.encoder.store.ExtractionProgress;
import org.captioner.encoder.store.ExtractionReport.PhotoFailure;

/** The encoder of a training run: frozen, tuned along with the decoder, or trained from scratch. */
public sealed interface EncoderPlan permits FrozenEncoder, TunedEncoder, ScratchEncoder {
    /** What provenance records call it. */
    String source();

    /**
     * What they call it when it comes from a bundle.
     *
     * @param before what the bundle calls it
     */
    default String sourceAfter(String before) {
        return before;
    }

    /**
     * What decides the encoder's part of the trained model besides its first weights, by name in
     * the order of names: back end and views, or what is tuned and how photos are augmented. A
     * resumed run needs the same.
     */
    SortedMap<String, String> settings();

    /**
     * Prepares the encoder for a dataset, which may mean encoding every photo first.
     *
     * @param manager the parent of its memory
     * @param seed of random weights and augmentation, where there are some
     * @throws org.captioner.dataset.InputException if weights or stored features cannot be used
     */
    PreparedEncoder prepare(
            CaptionDataset dataset, NDManager manager, long seed, ExtractionProgress progress);

    /** An encoder that training can use; closed by the run. */
    interface PreparedEncoder extends AutoCloseable {
        /** Where grids come from. */
        FeatureSource grids();

        /** What the bundle holds of the encoder. */
        EncoderPart part();

        /** Whether the photo could be read. */
        boolean has(String imageId);

        /** The photos that could not. */
        List<PhotoFailure> failures();

        @Override
        void close();
    }
}

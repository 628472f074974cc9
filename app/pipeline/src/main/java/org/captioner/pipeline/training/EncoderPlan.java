package org.captioner.pipeline.training;

import ai.djl.ndarray.NDManager;
import java.util.List;
import org.captioner.dataset.CaptionDataset;
import org.captioner.decoder.bundle.BundleFolder.EncoderPart;
import org.captioner.decoder.training.EncoderRecord;
import org.captioner.encoder.feature.FeatureSource;
import org.captioner.encoder.store.ExtractionProgress;
import org.captioner.encoder.store.ExtractionReport.PhotoFailure;

/** Where a training run takes its encoder from. */
public sealed interface EncoderPlan permits PretrainedEncoder, FreshEncoder {
    /** What provenance records call it. */
    String source();

    /**
     * Makes the encoder ready for a dataset, which may mean encoding every photo first.
     *
     * @param manager the parent of its memory
     * @param seed of fresh weights, where there are some
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

        /** What decides the features, as the run's record states it. */
        EncoderRecord record();

        /** Whether the photo could be read. */
        boolean has(String imageId);

        /** The photos that could not. */
        List<PhotoFailure> failures();

        @Override
        void close();
    }
}

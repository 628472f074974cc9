package org.captioner.decoder.training;

import java.util.List;
import java.util.function.IntFunction;
import org.captioner.decoder.network.CaptionDecoder;
import org.captioner.encoder.feature.FeatureSource;

/**
 * What objectives may work with.
 *
 * @param decoder that is trained
 * @param source of features
 * @param images of the training split
 * @param words of the vocabulary by id
 */
record ObjectiveContext(
        CaptionDecoder decoder,
        FeatureSource source,
        List<TrainingImage> images,
        IntFunction<String> words,
        TrainingOptions options) {}

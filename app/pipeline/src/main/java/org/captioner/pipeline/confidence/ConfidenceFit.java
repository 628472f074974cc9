package org.captioner.pipeline.confidence;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.OptionalDouble;
import java.util.Random;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.captioner.dataset.InputException;

/**
 * Fits {@link CaptionConfidence} to captions whose scores are known.
 *
 * @param confidence fitted to all observations
 * @param greedy the confidence in each caption of greedy search by a fit to other photos' captions,
 *     in the order of the observations: what figures about its quality are computed from
 * @param beam the same for captions of beam search
 */
public record ConfidenceFit(CaptionConfidence confidence, List<Double> greedy, List<Double> beam) {
    private static final int FOLDS = 10;
    private static final int LEAST_PHOTOS = 2 * FOLDS;
    private static final long SEED = 1;

    public ConfidenceFit {
        greedy = List.copyOf(greedy);
        beam = List.copyOf(beam);
    }

    /**
     * Captions of photos that the model was not trained on. The probabilities of the two searches
     * mean different things: greedy search takes what it finds.
     *
     * @param greedy by greedy search, without agreement
     * @param beam by beam search, of the same photos in the same order
     * @param personScore CIDEr that people reach on those photos, above 0
     */
    public record Observations(
            List<Observation> greedy, List<Observation> beam, double personScore) {
        public Observations {
            greedy = List.copyOf(greedy);
            beam = List.copyOf(beam);
            if (greedy.size() != beam.size()) {
                throw new IllegalArgumentException(
                        greedy.size() + " greedy captions and " + beam.size() + " of beam search");
            }
        }
    }

    /**
     * Fits, with tenfold cross-validation by photo.
     *
     * @param training pooled features of training photos, at least two
     * @throws InputException if there are too few photos, training photos are all alike, or no
     *     person agrees with another
     */
    public static ConfidenceFit of(List<double[]> training, Observations observations) {
        int photos = observations.beam().size();
        if (training.size() < 2 || photos < LEAST_PHOTOS) {
            throw new InputException(
                    "confidence is fitted to at least 2 training photos and "
                            + LEAST_PHOTOS
                            + " photos of the dev split; there are "
                            + training.size()
                            + " and "
                            + photos);
        }
        if (!(observations.personScore() > 0)) {
            throw new InputException(
                    "the references of the dev split score a CIDEr of "
                            + observations.personScore()
                            + " against each other; confidence is relative to that and needs more"
                            + " than 0");
        }
        PhotoDistance distance = PhotoDistance.fit(training);
        Sample sample = new Sample(distance, observations);
        List<Integer> all = IntStream.range(0, photos).boxed().toList();
        List<Integer> order = new ArrayList<>(all);
        Collections.shuffle(order, new Random(SEED));
        double[] greedy = new double[photos];
        double[] beam = new double[photos];
        for (int fold = 0; fold < FOLDS; fold++) {
            List<Integer> held = new ArrayList<>();
            List<Integer> kept = new ArrayList<>();
            for (int i = 0; i < photos; i++) {
                (i % FOLDS == fold ? held : kept).add(order.get(i));
            }
            CaptionConfidence part = sample.fit(kept);
            for (int photo : held) {
                greedy[photo] = of(part, observations.greedy().get(photo));
                beam[photo] = of(part, observations.beam().get(photo));
            }
        }
        return new ConfidenceFit(
                sample.fit(all),
                DoubleStream.of(greedy).boxed().toList(),
                DoubleStream.of(beam).boxed().toList());
    }

    private static double of(CaptionConfidence confidence, Observation observation) {
        return confidence.of(observation.pooled(), observation.evidence());
    }

    /** What is fitted to parts of. */
    private static final class Sample {
        private final PhotoDistance distance;
        private final double[] distances;
        private final Observations observations;

        Sample(PhotoDistance distance, Observations observations) {
            this.distance = distance;
            this.observations = observations;
            distances =
                    observations.beam().stream()
                            .mapToDouble(each -> distance.of(each.pooled()))
                            .toArray();
        }

        CaptionConfidence fit(List<Integer> photos) {
            List<Observation> greedy = photos.stream().map(observations.greedy()::get).toList();
            List<Observation> beam = photos.stream().map(observations.beam()::get).toList();
            return new CaptionConfidence(
                    distance,
                    Typicality.fit(photos.stream().mapToDouble(i -> distances[i]).toArray()),
                    Regression.fit(
                            greedy.stream()
                                    .map(each -> each.evidence().alone())
                                    .toArray(double[][]::new),
                            shares(greedy)),
                    Regression.fit(
                            beam.stream()
                                    .map(each -> complete(each.evidence()).agreeing())
                                    .toArray(double[][]::new),
                            shares(beam)),
                    observations.personScore());
        }

        private double[] shares(List<Observation> chosen) {
            return chosen.stream()
                    .mapToDouble(
                            each ->
                                    CaptionConfidence.relative(
                                            each.cider(), observations.personScore()))
                    .toArray();
        }

        /** Now and then a beam search finds one sentence only. */
        private static Evidence complete(Evidence evidence) {
            return evidence.agreement().isPresent()
                    ? evidence
                    : new Evidence(
                            evidence.wordProbability(), evidence.words(), OptionalDouble.of(1));
        }
    }
}

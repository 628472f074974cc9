package org.captioner.pipeline.confidence;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.OptionalDouble;
import java.util.Random;
import java.util.stream.IntStream;
import org.captioner.dataset.InputException;

/**
 * Fits {@link CaptionConfidence} to captions whose scores are known.
 *
 * @param confidence fitted to all observations
 * @param outOfFold the confidence in each observation by a fit to other photos' observations, in
 *     their order: what figures about its quality are computed from
 */
public record ConfidenceFit(CaptionConfidence confidence, List<Double> outOfFold) {
    private static final int FOLDS = 10;
    private static final int LEAST_OBSERVATIONS = 2 * FOLDS;
    private static final long SEED = 1;

    public ConfidenceFit {
        outOfFold = List.copyOf(outOfFold);
    }

    /**
     * Fits, with tenfold cross-validation by photo.
     *
     * @param training pooled features of training photos, at least two
     * @param observations of other photos, one for each photo
     * @param personScore CIDEr that people reach on those photos, above 0
     * @throws InputException if there are too few photos, training photos are all alike, or no
     *     person agrees with another
     */
    public static ConfidenceFit of(
            List<double[]> training, List<Observation> observations, double personScore) {
        if (training.size() < 2 || observations.size() < LEAST_OBSERVATIONS) {
            throw new InputException(
                    "confidence is fitted to at least 2 training photos and "
                            + LEAST_OBSERVATIONS
                            + " photos of the dev split; there are "
                            + training.size()
                            + " and "
                            + observations.size());
        }
        if (!(personScore > 0)) {
            throw new InputException(
                    "the references of the dev split score a CIDEr of "
                            + personScore
                            + " against each other; confidence is relative to that and needs more"
                            + " than 0");
        }
        PhotoDistance distance = PhotoDistance.fit(training);
        Sample all = Sample.of(distance, observations, personScore);
        List<Integer> order =
                new ArrayList<>(IntStream.range(0, observations.size()).boxed().toList());
        Collections.shuffle(order, new Random(SEED));
        double[] outOfFold = new double[order.size()];
        for (int fold = 0; fold < FOLDS; fold++) {
            List<Integer> held = new ArrayList<>();
            List<Integer> kept = new ArrayList<>();
            for (int i = 0; i < order.size(); i++) {
                (i % FOLDS == fold ? held : kept).add(order.get(i));
            }
            CaptionConfidence part = all.fit(kept);
            for (int i : held) {
                Observation observation = observations.get(i);
                outOfFold[i] = part.of(observation.pooled(), observation.evidence());
            }
        }
        List<Integer> everything = IntStream.range(0, observations.size()).boxed().toList();
        return new ConfidenceFit(
                all.fit(everything), IntStream.range(0, outOfFold.length)
                        .mapToObj(i -> outOfFold[i])
                        .toList());
    }

    /** Observations as the fits go by them. */
    private record Sample(
            PhotoDistance distance,
            double[] distances,
            List<Evidence> evidence,
            double[] shares,
            double personScore) {
        static Sample of(
                PhotoDistance distance, List<Observation> observations, double personScore) {
            return new Sample(
                    distance,
                    observations.stream().mapToDouble(each -> distance.of(each.pooled())).toArray(),
                    observations.stream().map(Observation::evidence).toList(),
                    observations.stream()
                            .mapToDouble(
                                    each -> CaptionConfidence.relative(each.cider(), personScore))
                            .toArray(),
                    personScore);
        }

        CaptionConfidence fit(List<Integer> chosen) {
            double[] known = chosen.stream().mapToDouble(i -> distances[i]).toArray();
            double[] share = chosen.stream().mapToDouble(i -> shares[i]).toArray();
            double[][] alone =
                    chosen.stream().map(i -> evidence.get(i).alone()).toArray(double[][]::new);
            double[][] agreeing =
                    chosen.stream()
                            .map(i -> complete(evidence.get(i)).agreeing())
                            .toArray(double[][]::new);
            return new CaptionConfidence(
                    distance,
                    Typicality.fit(known),
                    Regression.fit(alone, share),
                    Regression.fit(agreeing, share),
                    personScore);
        }

        /** A greedy search, and now and then a beam search, finds one sentence only. */
        private static Evidence complete(Evidence evidence) {
            return evidence.agreement().isPresent()
                    ? evidence
                    : new Evidence(
                            evidence.wordProbability(), evidence.words(), OptionalDouble.of(1));
        }
    }
}

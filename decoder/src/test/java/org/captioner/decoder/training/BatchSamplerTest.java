package org.captioner.decoder.training;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.captioner.encoder.feature.FeatureSource;
import org.junit.jupiter.api.Test;

class BatchSamplerTest {
    private static final TrainingOptions OPTIONS =
            TrainingOptions.builder().imagesPerBatch(4).captionsPerImage(2).seed(3).build();

    @Test
    void everyImageIsShownOncePerEpoch() {
        BatchSampler plan = plan(FeatureSource.Views.PLAIN, 0);
        List<Integer> seen = new ArrayList<>();
        plan.batches().forEach(batch -> batch.forEach(lesson -> seen.add(lesson.image())));
        assertEquals(10, seen.size());
        assertEquals(10, seen.stream().distinct().count());
        assertEquals(3, plan.batches().size());
        assertEquals(BatchSampler.steps(10, OPTIONS), plan.batches().size());
        assertEquals(20, plan.captions());
    }

    @Test
    void captionsTakeTurnsUntilAllHaveBeenShownEquallyOften() {
        Map<List<Integer>, Integer> shown = new HashMap<>();
        for (int epoch = 0; epoch < 5; epoch++) {
            for (List<BatchSampler.Example> batch :
                    plan(FeatureSource.Views.PLAIN, epoch).batches()) {
                batch.forEach(
                        lesson ->
                                lesson.captions()
                                        .forEach(words -> shown.merge(words, 1, Integer::sum)));
            }
        }
        assertEquals(50, shown.size());
        assertTrue(shown.values().stream().allMatch(times -> times == 2), shown::toString);
    }

    @Test
    void anEpochShowsCaptionsFromEveryPlaceInTheFile() {
        long places =
                plan(FeatureSource.Views.PLAIN, 0).batches().stream()
                        .flatMap(List::stream)
                        .flatMap(lesson -> lesson.captions().stream())
                        .map(words -> words.get(1))
                        .distinct()
                        .count();
        assertEquals(5, places);
    }

    @Test
    void seedAndEpochDecideThePlan() {
        assertEquals(batches(0), batches(0));
        assertNotEquals(batches(0), batches(1));
    }

    @Test
    void mirroredViewsAppearOnlyWhereThereAreSome() {
        assertTrue(
                plan(FeatureSource.Views.PLAIN, 0).batches().stream()
                        .flatMap(List::stream)
                        .noneMatch(BatchSampler.Example::mirrored));
        long mirrored =
                plan(FeatureSource.Views.PLAIN_AND_MIRRORED, 0).batches().stream()
                        .flatMap(List::stream)
                        .filter(BatchSampler.Example::mirrored)
                        .count();
        assertTrue(mirrored > 0 && mirrored < 10, () -> mirrored + " of 10 mirrored");
    }

    private static List<List<BatchSampler.Example>> batches(int epoch) {
        return plan(FeatureSource.Views.PLAIN_AND_MIRRORED, epoch).batches();
    }

    private static BatchSampler plan(FeatureSource.Views views, int epoch) {
        List<TrainingImage> images = new ArrayList<>();
        for (int image = 0; image < 10; image++) {
            List<List<Integer>> captions = new ArrayList<>();
            for (int caption = 0; caption < 5; caption++) {
                captions.add(List.of(100 + image, 200 + caption, 2));
            }
            images.add(new TrainingImage(MemoryGrids.id(image), captions));
        }
        return new BatchSampler(images, OPTIONS, views, epoch);
    }
}

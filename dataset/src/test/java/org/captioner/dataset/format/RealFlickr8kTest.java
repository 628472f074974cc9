package org.captioner.dataset.format;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Map;
import java.util.stream.Collectors;
import org.captioner.dataset.CaptionDataset;
import org.captioner.dataset.DatasetProblem;
import org.captioner.dataset.SharedData;
import org.captioner.dataset.Split;
import org.junit.jupiter.api.Test;

/** Numbers from the README of the development copy of Flickr8k (train and dev splits). */
class RealFlickr8kTest {
    private static CaptionDataset read() {
        return DatasetReaders.read(SharedData.require("flickr8k-dev"), ReadOptions.defaults());
    }

    @Test
    void theOfficialTreeIsReadWhole() {
        CaptionDataset flickr = read();
        assertEquals("flickr8k", flickr.format());
        assertEquals(6000, flickr.split(Split.TRAIN).size());
        assertEquals(1000, flickr.split(Split.DEV).size());
        assertEquals(0, flickr.split(Split.TEST).size());
        flickr.images().forEach(image -> assertEquals(5, image.captions().size(), image.id()));
    }

    @Test
    void theOnlyProblemsAreCaptionsGivenTwice() {
        Map<DatasetProblem.Kind, Long> kinds =
                read().problems().stream()
                        .collect(
                                Collectors.groupingBy(DatasetProblem::kind, Collectors.counting()));
        assertEquals(java.util.Set.of(DatasetProblem.Kind.REPEATED_CAPTION), kinds.keySet());
    }
}

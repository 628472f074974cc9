package org.captioner.pipeline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.captioner.dataset.InputException;
import org.captioner.dataset.image.Photo;
import org.captioner.decoder.bundle.TinyModel;
import org.captioner.decoder.lstm.LstmOptions;
import org.captioner.decoder.search.SearchRules;
import org.captioner.decoder.transformer.TransformerOptions;
import org.captioner.encoder.backend.EncoderBackend;
import org.captioner.pipeline.CaptionOptions.Detail;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CaptionerEnsembleTest {
    private static final List<String> WORDS =
            List.of("a", "dog", "runs", "on", "grass", "two", "men", "red");

    @TempDir Path folder;
    private Path lstm;
    private Path transformer;

    @BeforeEach
    void writeModels() {
        lstm = folder.resolve("lstm");
        transformer = folder.resolve("transformer");
        TinyModel.write(lstm, new LstmOptions(8, 4, 0), 5, WORDS);
        TinyModel.write(transformer, new TransformerOptions(8, 1, 2, 16, 0), 6, WORDS);
    }

    @Test
    void aModelWithItselfCaptionsAsItDoesAloneAndEncodesOnce() {
        List<Photo> photos = photos(5);
        try (Captioner alone = Captioner.load(lstm);
                Captioner twice = load(lstm, lstm)) {
            assertEquals(1, twice.encoders().size());
            assertEquals(1, twice.encode(photos.get(0)).grids().size());
            for (Photo photo : photos) {
                assertEquals(alone.caption(photo).words(), twice.caption(photo).words());
                assertEquals(
                        alone.caption(photo).logProbability(),
                        twice.caption(photo).logProbability(),
                        1e-4);
            }
        }
    }

    @Test
    void modelsWithDifferentEncodersEachReadTheirOwnAndShareTheChoice() {
        List<Photo> photos = photos(18);
        try (Captioner both = load(lstm, transformer);
                Captioner one = Captioner.load(lstm)) {
            assertEquals(2, both.encoders().size());
            assertEquals(2, both.encode(photos.get(0)).grids().size());
            CaptionOptions detailed = both.defaults().withDetail(Detail.WORDS);
            List<Caption> together = both.caption(photos, detailed);
            for (int photo : new int[] {0, 9, 17}) {
                Caption caption = together.get(photo);
                assertEquals(both.caption(photos.get(photo)).words(), caption.words());
                double sum =
                        caption.details().orElseThrow().logProbabilities().stream()
                                .mapToDouble(value -> value)
                                .sum();
                assertEquals(caption.logProbability(), sum, 1e-3);
            }
            assertNotEquals(
                    together.stream().map(Caption::logProbability).toList(),
                    one.caption(photos, detailed).stream().map(Caption::logProbability).toList());
        }
    }

    @Test
    void modelsOfTwoVocabulariesAreRefusedByName() {
        Path other = folder.resolve("other");
        TinyModel.write(other, new LstmOptions(8, 4, 0), 5, List.of("a", "cat"));
        String message = assertThrows(InputException.class, () -> load(lstm, other)).getMessage();
        assertTrue(message.contains("different vocabularies, of 12 and 6 words"), message);
        assertTrue(message.contains(other.toString()), message);
    }

    @Test
    void rulesOnWordsAreCheckedBeforeAnyPhoto() {
        try (Captioner captioner = Captioner.load(lstm)) {
            SearchRules rules = SearchRules.NONE.withForced(List.of("zebra"));
            String message =
                    assertThrows(
                                    InputException.class,
                                    () ->
                                            captioner.require(
                                                    captioner.searchDefaults().withRules(rules)))
                            .getMessage();
            assertTrue(message.contains("'zebra'"), message);
        }
    }

    private static Captioner load(Path... models) {
        return Captioner.load(List.of(models), EncoderBackend.ONNX);
    }

    private static List<Photo> photos(int count) {
        List<Photo> photos = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            photos.add(TinyModel.photo(i, 40 + i, 36));
        }
        return photos;
    }
}

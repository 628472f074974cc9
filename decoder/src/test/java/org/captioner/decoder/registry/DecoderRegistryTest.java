package org.captioner.decoder.registry;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.lang.reflect.RecordComponent;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.captioner.dataset.InputException;
import org.captioner.decoder.lstm.LstmOptions;
import org.captioner.decoder.network.DecoderKind;
import org.captioner.decoder.network.DecoderOption;
import org.captioner.decoder.network.DecoderOptions;
import org.captioner.decoder.transformer.TransformerOptions;
import org.junit.jupiter.api.Test;

class DecoderRegistryTest {
    private final ObjectMapper json =
            new ObjectMapper().registerModule(DecoderRegistry.jsonModule());

    @Test
    void namesAreDistinctAndFitCommandLines() {
        List<String> names = DecoderRegistry.kinds().stream().map(DecoderKind::name).toList();
        assertEquals(names.size(), new HashSet<>(names).size());
        names.forEach(name -> assertTrue(name.matches("[a-z]+(-[a-z]+)*"), name));
        assertEquals("lstm", names.get(0), "the default");
    }

    @Test
    void theFormatOfModelJsonIsKept() throws Exception {
        // What bundles of format 1 hold.
        String lstm = "{\"kind\":\"lstm\",\"width\":512,\"attentionWidth\":256,\"dropout\":0.3}";
        String transformer =
                "{\"kind\":\"transformer\",\"width\":512,\"layers\":3,\"heads\":8,"
                        + "\"feedForward\":1024,\"dropout\":0.3}";
        assertEquals(new LstmOptions(512, 256, 0.3), json.readValue(lstm, DecoderOptions.class));
        assertEquals(
                new TransformerOptions(512, 3, 8, 1024, 0.3),
                json.readValue(transformer, DecoderOptions.class));
        for (String text : List.of(lstm, transformer)) {
            DecoderOptions options = json.readValue(text, DecoderOptions.class);
            assertEquals(text, json.writerFor(DecoderOptions.class).writeValueAsString(options));
        }
    }

    @EveryDecoder
    void optionsSurviveJson(DecoderOptions options) throws Exception {
        String text = json.writerFor(DecoderOptions.class).writeValueAsString(options);
        JsonNode root = json.readTree(text);
        assertEquals("kind", root.fieldNames().next(), "first, as people read it");
        assertEquals(DecoderRegistry.of(options).name(), root.get("kind").asText());
        assertEquals(options, json.readValue(text, DecoderOptions.class));
    }

    @EveryDecoder
    void listedOptionsAreThoseOfTheRecordInItsOrder(DecoderOptions options) {
        DecoderKind kind = DecoderRegistry.of(options);
        assertEquals(
                Stream.of(options.getClass().getRecordComponents())
                        .map(RecordComponent::getName)
                        .toList(),
                kind.options().stream().map(DecoderOption::name).toList());
        assertSame(kind, DecoderRegistry.named(kind.name().toUpperCase(Locale.ROOT)));
        assertEquals(512, kind.usualOptions().width());
        assertTrue(kind.learningRates().refinement() < kind.learningRates().training());
    }

    @Test
    void givenValuesTakeTheirPlaces() {
        DecoderKind kind = DecoderRegistry.named("transformer");
        assertEquals(
                new TransformerOptions(64, 2, 4, 96, 0.1),
                kind.options(
                        Map.of(
                                "width",
                                64,
                                "layers",
                                2,
                                "heads",
                                4,
                                "feedForward",
                                96,
                                "dropout",
                                0.1)));
        assertEquals(
                new TransformerOptions(512, 1, 8, 1024, 0.3), kind.options(Map.of("layers", 1)));
    }

    @Test
    void whatIsUnknownIsRefusedWithWhatIsKnown() {
        assertEquals(
                "unknown decoder 'gru'; use one of " + DecoderRegistry.names(),
                assertThrows(InputException.class, () -> DecoderRegistry.named("gru"))
                        .getMessage());
        DecoderKind lstm = DecoderRegistry.named("lstm");
        assertEquals(
                "the lstm decoder has no option layers; it has attentionWidth, dropout, width",
                assertThrows(InputException.class, () -> lstm.options(Map.of("layers", 3)))
                        .getMessage());
        assertEquals(
                "width is 0; it must be at least 1",
                assertThrows(InputException.class, () -> lstm.options(Map.of("width", 0)))
                        .getMessage());
    }

    @Test
    void aLabelNamesKindAndSizes() {
        assertEquals(
                "lstm, width 512, attentionWidth 256, dropout 0.3",
                DecoderRegistry.label(new LstmOptions(512, 256, 0.3)));
    }
}

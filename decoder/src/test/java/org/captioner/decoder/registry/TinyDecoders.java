package org.captioner.decoder.registry;

import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.captioner.decoder.network.DecoderKind;
import org.captioner.decoder.network.DecoderOption;
import org.captioner.decoder.network.DecoderOptions;

/** Options of every registered decoder that are small enough for tests. */
public final class TinyDecoders {
    private static final Map<String, Number> SIZES =
            Map.of("attentionWidth", 5, "layers", 2, "heads", 2, "feedForward", 16);

    private TinyDecoders() {}

    /** Width 8, no dropout. */
    public static Stream<DecoderOptions> all() {
        return sized(8, 0);
    }

    /** With a width, an even number, and dropout. */
    public static Stream<DecoderOptions> sized(int width, double dropout) {
        return DecoderRegistry.kinds().stream().map(kind -> of(kind, width, dropout));
    }

    private static DecoderOptions of(DecoderKind kind, int width, double dropout) {
        Map<String, Number> values = new HashMap<>(SIZES);
        values.put("width", width);
        values.put("dropout", dropout);
        values.keySet().retainAll(kind.options().stream().map(DecoderOption::name).toList());
        return kind.options(values);
    }
}

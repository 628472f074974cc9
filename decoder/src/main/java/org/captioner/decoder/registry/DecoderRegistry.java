package org.captioner.decoder.registry;

import com.fasterxml.jackson.databind.Module;
import com.fasterxml.jackson.databind.jsontype.NamedType;
import com.fasterxml.jackson.databind.module.SimpleModule;

import org.captioner.dataset.InputException;
import org.captioner.dataset.NearestNames;
import org.captioner.decoder.adaptive.AdaptiveOptions;
import org.captioner.decoder.lstm.LstmOptions;
import org.captioner.decoder.network.DecoderKind;
import org.captioner.decoder.network.DecoderOptions;
import org.captioner.decoder.showandtell.ShowAndTellOptions;
import org.captioner.decoder.topdown.TopDownOptions;
import org.captioner.decoder.transformer.TransformerOptions;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * The decoders there are. A new one is a package of its own and a line here; command lines, help,
 * benchmarks, bundles, model cards and tests follow.
 */
public final class DecoderRegistry {
    private static final List<DecoderKind> KINDS =
            List.of(
                    LstmOptions.KIND,
                    TransformerOptions.KIND,
                    AdaptiveOptions.KIND,
                    TopDownOptions.KIND,
                    ShowAndTellOptions.KIND);

    private DecoderRegistry() {}

    /** All kinds, the default first. */
    public static List<DecoderKind> kinds() {
        return KINDS;
    }

    /** The names of all kinds, separated by commas, for help and messages. */
    public static String names() {
        return KINDS.stream().map(DecoderKind::name).collect(Collectors.joining(", "));
    }

    /**
     * The kind of a name, in upper or lower case.
     *
     * @throws InputException if there is none
     */
    public static DecoderKind named(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        return KINDS.stream()
                .filter(kind -> kind.name().equals(lower))
                .findFirst()
                .orElseThrow(
                        () ->
                                new InputException(
                                        "unknown decoder '"
                                                + name
                                                + "'; use one of "
                                                + names()
                                                + NearestNames.suggestion(
                                                        lower,
                                                        KINDS.stream()
                                                                .map(DecoderKind::name)
                                                                .toList())));
    }

    /** The kind that options belong to. */
    public static DecoderKind of(DecoderOptions options) {
        return KINDS.stream()
                .filter(kind -> kind.optionsType() == options.getClass())
                .findFirst()
                .orElseThrow(
                        () ->
                                new IllegalArgumentException(
                                        options.getClass() + " is of no registered decoder"));
    }

    /** Kind and sizes for people: {@code lstm, width 512, attentionWidth 256, dropout 0.3}. */
    public static String label(DecoderOptions options) {
        return of(options).name()
                + options.toString()
                        .replaceFirst("^\\w+\\[", ", ")
                        .replaceFirst("]$", "")
                        .replace('=', ' ');
    }

    /** What a JSON mapper needs to read and write {@link DecoderOptions} under their names. */
    public static Module jsonModule() {
        SimpleModule module = new SimpleModule("decoders");
        KINDS.forEach(
                kind -> module.registerSubtypes(new NamedType(kind.optionsType(), kind.name())));
        return module;
    }
}

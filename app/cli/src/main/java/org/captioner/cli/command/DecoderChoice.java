package org.captioner.cli.command;

import org.captioner.dataset.InputException;
import org.captioner.decoder.network.DecoderKind;
import org.captioner.decoder.network.DecoderOption;
import org.captioner.decoder.network.DecoderOptions;
import org.captioner.decoder.registry.DecoderRegistry;

import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The options that choose a decoder and its sizes: those of all registered kinds. */
@OptionSection("Decoder")
final class DecoderChoice {
    private static final DecoderKind USUAL = DecoderRegistry.kinds().get(0);

    private final OptionSpec kind =
            OptionSpec.builder("--decoder")
                    .paramLabel("KIND")
                    .type(String.class)
                    .description(kinds().toArray(new String[0]))
                    .build();

    /** By name, in the order in which kinds first list them. */
    private final Map<String, OptionSpec> options = new LinkedHashMap<>();

    DecoderChoice() {
        for (DecoderKind each : DecoderRegistry.kinds()) {
            for (DecoderOption<?> option : each.options()) {
                options.computeIfAbsent(option.name(), name -> spec(option, this));
            }
        }
    }

    void addTo(CommandSpec command) {
        command.addOption(kind);
        options.values().forEach(command::addOption);
    }

    /** The flags of all kinds' options. */
    List<String> flags() {
        return options.values().stream().map(OptionSpec::longestName).toList();
    }

    /** What was chosen, or the default. */
    DecoderKind kind() {
        String name = kind.getValue();
        return name == null ? USUAL : DecoderRegistry.named(name);
    }

    /**
     * The options of the chosen kind.
     *
     * @throws InputException if another kind's option was given, which would be ignored
     */
    DecoderOptions options() {
        DecoderKind chosen = kind();
        List<String> names = chosen.options().stream().map(DecoderOption::name).toList();
        Map<String, Number> values = new LinkedHashMap<>();
        options.forEach(
                (name, option) -> {
                    Number value = option.getValue();
                    if (value != null && !names.contains(name)) {
                        throw new InputException(
                                "the "
                                        + chosen.name()
                                        + " decoder has no option "
                                        + option.longestName()
                                        + "; it has "
                                        + chosen.options().stream()
                                                .map(DecoderOption::flag)
                                                .collect(Collectors.joining(", ")));
                    }
                    if (value != null) {
                        values.put(name, value);
                    }
                });
        return chosen.options(values);
    }

    private static List<String> kinds() {
        List<String> lines = new ArrayList<>();
        lines.add("The decoder to train (" + USUAL.name() + "):");
        DecoderRegistry.kinds()
                .forEach(each -> lines.add("  " + each.name() + ": " + each.description()));
        return lines;
    }

    private static OptionSpec spec(DecoderOption<?> option, DecoderChoice section) {
        return OptionSpec.builder(option.flag())
                .userObject(section)
                .paramLabel(option.type() == Integer.class ? "N" : "X")
                .type(option.type())
                .description(option.description() + " (" + defaults(option.name()) + ").")
                .build();
    }

    /** {@code 512} where all kinds agree, {@code lstm, topdown: 256} where some have the option. */
    private static String defaults(String name) {
        Map<Number, List<String>> kindsByDefault = new LinkedHashMap<>();
        for (DecoderKind each : DecoderRegistry.kinds()) {
            for (DecoderOption<?> option : each.options()) {
                if (option.name().equals(name)) {
                    kindsByDefault
                            .computeIfAbsent(option.usual(), usual -> new ArrayList<>())
                            .add(each.name());
                }
            }
        }
        List<String> parts = new ArrayList<>();
        kindsByDefault.forEach(
                (usual, names) ->
                        parts.add(
                                names.size() == DecoderRegistry.kinds().size()
                                        ? usual.toString()
                                        : String.join(", ", names) + ": " + usual));
        return String.join("; ", parts);
    }
}

package org.captioner.cli.command;

import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import org.captioner.decoder.network.DecoderKind;
import org.captioner.decoder.registry.DecoderRegistry;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** {@code --learning-rate}, whose default is the decoder's. */
@OptionSection(OptionSection.RECIPE)
final class LearningRateOption {
    private final ToDoubleFunction<DecoderKind.LearningRates> usual;
    private final OptionSpec option;

    /**
     * @param usual which of a kind's rates is the default
     * @param advice for help, after the defaults
     */
    LearningRateOption(ToDoubleFunction<DecoderKind.LearningRates> usual, String advice) {
        this.usual = usual;
        option =
                OptionSpec.builder("--learning-rate")
                        .userObject(this)
                        .paramLabel("X")
                        .type(Double.class)
                        .description(
                                "The highest rate, reached after the warm-up; "
                                        + defaults()
                                        + "."
                                        + advice)
                        .build();
    }

    void addTo(CommandSpec command) {
        command.addOption(option);
    }

    /** What was given, or the default of a kind. */
    double value(DecoderKind kind) {
        Double given = option.getValue();
        return given == null ? usual.applyAsDouble(kind.learningRates()) : given;
    }

    /** {@code 1e-3 for lstm, topdown; 5e-4 for transformer}. */
    private String defaults() {
        DecimalFormat format =
                new DecimalFormat("0.##E0", DecimalFormatSymbols.getInstance(Locale.ROOT));
        Map<String, List<String>> kindsByRate = new LinkedHashMap<>();
        for (DecoderKind kind : DecoderRegistry.kinds()) {
            String rate = format.format(usual.applyAsDouble(kind.learningRates()));
            kindsByRate
                    .computeIfAbsent(rate.toLowerCase(Locale.ROOT), each -> new ArrayList<>())
                    .add(kind.name());
        }
        List<String> parts = new ArrayList<>();
        kindsByRate.forEach((rate, kinds) -> parts.add(rate + " for " + String.join(", ", kinds)));
        return String.join("; ", parts);
    }
}

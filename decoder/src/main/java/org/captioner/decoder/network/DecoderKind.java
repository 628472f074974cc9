package org.captioner.decoder.network;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.captioner.dataset.InputException;

/**
 * All that the rest of the program knows of a kind of decoder. Each kind defines one, next to its
 * options, and the registry lists them:
 *
 * <pre>{@code
 * public static final DecoderKind KIND =
 *         new DecoderKind(
 *                 "lstm",
 *                 "LSTM with soft attention (Xu et al. 2015)",
 *                 LstmOptions.class,
 *                 List.of(WIDTH, ATTENTION_WIDTH, DROPOUT),
 *                 new LearningRates(1e-3, 5e-5),
 *                 values -> new LstmOptions(values.get(WIDTH), ...));
 * }</pre>
 *
 * @param name on command lines and in {@code model.json}: lower case, words joined by hyphens
 * @param description one line for help and model cards, without a full stop
 * @param optionsType the record of its options
 * @param options what may be set, in the order of help
 * @param learningRates that suit it
 * @param factory makes its options from values
 */
public record DecoderKind(
        String name,
        String description,
        Class<? extends DecoderOptions> optionsType,
        List<DecoderOption<?>> options,
        LearningRates learningRates,
        Function<Values, DecoderOptions> factory) {
    public DecoderKind {
        options = List.copyOf(options);
    }

    /**
     * Peak learning rates that suit a decoder of usual size.
     *
     * @param training by cross entropy
     * @param refinement by self-critical training
     */
    public record LearningRates(double training, double refinement) {}

    /** Values of options by name; the default where there is none. */
    public record Values(Map<String, Number> byName) {
        public Values {
            byName = Map.copyOf(byName);
        }

        /** The value of an option. */
        public <T extends Number> T get(DecoderOption<T> option) {
            return option.type().cast(byName.getOrDefault(option.name(), option.usual()));
        }
    }

    /** Options with every default. */
    public DecoderOptions usualOptions() {
        return options(Map.of());
    }

    /**
     * Options from values by name; the defaults elsewhere.
     *
     * @throws InputException if the kind has no option of a name, or a value is out of range
     */
    public DecoderOptions options(Map<String, ? extends Number> values) {
        Map<String, DecoderOption<?>> known =
                options.stream().collect(Collectors.toMap(DecoderOption::name, each -> each));
        for (String given : new TreeMap<>(values).keySet()) {
            if (!known.containsKey(given)) {
                throw new InputException(
                        "the "
                                + name
                                + " decoder has no option "
                                + given
                                + "; it has "
                                + String.join(", ", new TreeMap<>(known).keySet()));
            }
        }
        return factory.apply(new Values(Map.copyOf(values)));
    }
}

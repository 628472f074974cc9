package org.captioner.cli.command;

import com.fasterxml.jackson.databind.JsonNode;

import org.captioner.dataset.AtomicFile;
import org.captioner.dataset.CaptionDataset;
import org.captioner.decoder.network.DecoderKind;
import org.captioner.decoder.network.DecoderOption;
import org.captioner.decoder.registry.DecoderRegistry;
import org.captioner.decoder.training.RunRecord;
import org.captioner.decoder.training.TrainingOptions;
import org.captioner.encoder.feature.Augmentation;
import org.captioner.pipeline.training.CaptionerTraining;
import org.captioner.pipeline.training.TunedEncoder;

import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The arguments that repeat a training run, an argument a line, for picocli's {@code @FILE}. Every
 * option that decides the weights stands there with the value that it had, whether it was given or
 * not, so that a default that changes later changes no recipe. The output folder is left to the
 * command line.
 */
final class Recipe {
    /** Its name in the run's folder. */
    static final String FILE = "recipe.txt";

    /** What picocli's reader of argument files takes literally, outside of quotes. */
    private static final String PLAIN = "[\\p{L}\\p{N}./_=+,:;*()<>|&~^%$!?\\[\\]{}-]+";

    private static final Set<String> OF_A_SINGLE_RUN = Set.of("--output", "--resume");

    private final CommandSpec command;
    private final Map<String, String> effective = new LinkedHashMap<>();
    private final Set<String> without = new HashSet<>(OF_A_SINGLE_RUN);

    /**
     * The recipe of a run that is ready to start.
     *
     * @param command with the options that were given
     * @param splitSeed of a split that was made
     */
    Recipe(
            CommandSpec command,
            CaptionerTraining training,
            CaptionDataset dataset,
            long splitSeed) {
        this.command = command;
        RunRecord run = training.record();
        effective.put("--data-format", dataset.format());
        if (DatasetMixin.isSplitBySeed(dataset)) {
            effective.put("--split-seed", Long.toString(splitSeed));
        }
        effective.put("--threads", Integer.toString(run.threads()));
        addSchedule(run.training());
        if (training.encoderPlan() instanceof TunedEncoder tuned) {
            without.add("--backend");
            addTuning(tuned);
        } else {
            effective.put("--backend", run.json().at("/encoder/backend").asText());
        }
        if (run.start().isPresent()) {
            without.addAll(TrainingStart.OF_MODEL);
        } else {
            addDecoder(run);
        }
    }

    private void addSchedule(TrainingOptions options) {
        effective.put("--epochs", Integer.toString(options.epochs()));
        effective.put("--patience", Integer.toString(options.patience()));
        effective.put("--warm-up", Integer.toString(options.warmUpSteps()));
        effective.put("--learning-rate", Double.toString(options.learningRate()));
    }

    private void addTuning(TunedEncoder tuned) {
        Augmentation augmentation = tuned.augmentation();
        effective.put(
                "--encoder-learning-rate", Double.toString(tuned.tuning().group().learningRate()));
        effective.put("--crop", Double.toString(augmentation.smallestCrop()));
        effective.put("--colour-jitter", Double.toString(augmentation.brightness()));
    }

    private void addDecoder(RunRecord run) {
        JsonNode json = run.json();
        DecoderKind kind = DecoderRegistry.of(run.decoder());
        effective.put("--features", json.at("/encoder/layer").asText());
        effective.put("--min-count", Integer.toString(run.minimumCount()));
        effective.put("--decoder", kind.name());
        for (DecoderOption<?> option : kind.options()) {
            effective.put(option.flag(), json.get("decoder").get(option.name()).asText());
        }
    }

    /** Writes the file into a run's folder. */
    void write(Path folder) {
        List<String> lines = new ArrayList<>();
        lines.add("# Repeats this run: " + command.qualifiedName() + " @recipe.txt --output DIR");
        for (OptionSpec option : OptionSections.own(command)) {
            if (without.contains(option.longestName())) {
                continue;
            }
            argument(option).map(Recipe::quoted).ifPresent(lines::add);
        }
        AtomicFile.writeText(folder.resolve(FILE), String.join("\n", lines) + "\n");
    }

    private Optional<String> argument(OptionSpec option) {
        String name = option.longestName();
        Object value = effective.containsKey(name) ? effective.get(name) : option.getValue();
        if (value == null || value.equals(false)) {
            return Optional.empty();
        }
        return Optional.of(value.equals(true) ? name : name + "=" + value);
    }

    /** An argument as picocli's reader of argument files gives it back. */
    static String quoted(String argument) {
        if (argument.matches(PLAIN)) {
            return argument;
        }
        return '"'
                + argument.replace("\\", "\\\\")
                        .replace("\"", "\\\"")
                        .replace("\n", "\\n")
                        .replace("\r", "\\r")
                + '"';
    }
}

package org.captioner.cli.command;

import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.captioner.decoder.training.DevResult;
import org.captioner.eval.registry.MetricRegistry;

/** How a line of progress prints dev scores. */
final class DevScores {
    private static final List<String> FIRST = List.of("BLEU-4", "CIDEr");
    private static final List<String> LEFT_OUT = List.of("BLEU-1", "BLEU-2", "BLEU-3");

    private DevScores() {}

    /** Such as {@code dev BLEU-4 18.6, CIDEr 45.0, loss 3.214}. */
    static String text(DevResult dev) {
        StringBuilder text = new StringBuilder("dev ");
        FIRST.forEach(
                name -> add(text, name, Objects.requireNonNull(dev.scores().get(name), name)));
        dev.scores()
                .forEach(
                        (name, score) -> {
                            if (!FIRST.contains(name) && !LEFT_OUT.contains(name)) {
                                add(text, name, score);
                            }
                        });
        return text + String.format(Locale.ROOT, "loss %.3f", dev.loss());
    }

    private static void add(StringBuilder text, String name, double score) {
        text.append(
                String.format(
                        Locale.ROOT, "%s %.1f, ", name, MetricRegistry.displayScale(name) * score));
    }
}

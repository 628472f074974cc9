package org.captioner.decoder.bundle;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.captioner.decoder.network.DecoderKind;
import org.captioner.decoder.registry.DecoderRegistry;
import org.captioner.decoder.training.EpochReport;

/** The page that goes with a model: what it is, how it was made, how well it does, its limits. */
record ModelCard(BundleManifest manifest, List<EpochReport> history) {
    String text() {
        Provenance made = manifest.provenance();
        DecoderKind decoder = DecoderRegistry.of(manifest.decoder());
        StringBuilder card = new StringBuilder();
        card.append("# Image captioner\n\n");
        line(
                card,
                "A captioner says in one English sentence what a photo shows. This one looks at a"
                        + " %dx%d grid of %d features of %s (%s, %s); its decoder is the `%s`: %s,"
                        + " with %,d words.",
                manifest.encoder().gridSide(),
                manifest.encoder().gridSide(),
                manifest.encoder().channels(),
                manifest.encoder().architecture().name(),
                manifest.encoder().architecture().strides().label(),
                manifest.encoder().layer().label(),
                decoder.name(),
                decoder.description(),
                manifest.decoderShape().vocabulary());
        card.append("\n## Scores\n\n");
        if (manifest.scores().isEmpty()) {
            card.append("None were taken.\n");
        } else {
            line(
                    card,
                    "Captions (%s) of the **dev** split of `%s` (%d images), on which the epoch"
                            + " was chosen; not comparable with test scores.",
                    made.devSearch(),
                    made.dataset(),
                    made.images().getOrDefault("dev", 0));
            card.append("\n| score | value |\n| --- | --- |\n");
            for (Map.Entry<String, Double> score : new TreeMap<>(manifest.scores()).entrySet()) {
                line(card, "| %s | %.2f |", score.getKey(), 100 * score.getValue());
            }
        }
        card.append("\n## How it was made\n\n");
        line(
                card,
                "- Data: `%s`, images by split %s, checksum `%s`",
                made.dataset(),
                new TreeMap<>(made.images()),
                made.datasetChecksum());
        line(
                card,
                "- Encoder: %s, fingerprint `%s`",
                made.encoderSource(),
                manifest.encoderFingerprint());
        line(card, "- Epochs done: %d; options: `%s`", history.size(), made.training());
        line(
                card,
                "- Made with captioner %s on %s, %s, %s, %d thread(s)",
                made.captioner(),
                made.java(),
                made.system(),
                made.engine(),
                made.threads());
        card.append("\n## Limits\n\n");
        line(
                card,
                "It says only words of its training captions, miscounts, confuses colours and"
                        + " sexes, and describes any picture with confidence. Do not use it to"
                        + " judge people, or as the only description where a mistake does harm.");
        return card.toString();
    }

    private static void line(StringBuilder card, String format, Object... values) {
        card.append(String.format(Locale.ROOT, format, values)).append('\n');
    }
}

package org.captioner.decoder.bundle;

import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.captioner.decoder.network.DecoderKind;
import org.captioner.decoder.registry.DecoderRegistry;

/** The model card: what the model is, how it was trained, its scores, its limits. */
record ModelCard(BundleManifest manifest) {
    String text() {
        Provenance made = manifest.provenance();
        DecoderKind decoder = DecoderRegistry.of(manifest.decoder());
        StringBuilder card = new StringBuilder();
        card.append("# Image captioner\n\n");
        line(
                card,
                "Describes a photo in one English sentence. The encoder is %s (%s, %s), of which a"
                        + " %dx%d grid of %d features is used; the decoder is `%s` (%s), with a"
                        + " vocabulary of %,d words.",
                manifest.encoder().architecture().name(),
                manifest.encoder().architecture().strides().label(),
                manifest.encoder().layer().label(),
                manifest.encoder().gridSide(),
                manifest.encoder().gridSide(),
                manifest.encoder().channels(),
                DecoderRegistry.label(manifest.decoder()),
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
                "- Encoder: %s, fingerprint `%s`; features computed by %s",
                made.encoderSource(),
                manifest.encoderFingerprint(),
                made.backend());
        line(card, "- Run: `%s`", made.training());
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
                "Captions use only words of the training captions. The model miscounts, confuses"
                        + " colours and sexes, and describes a picture unlike its training photos"
                        + " in the tone of any other; after `captioner calibrate-confidence` its"
                        + " confidence is low there. Do not use it to judge people, or as the only"
                        + " description where a mistake does harm.");
        return card.toString();
    }

    private static void line(StringBuilder card, String format, Object... values) {
        card.append(String.format(Locale.ROOT, format, values)).append('\n');
    }
}

package org.captioner.pipeline;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.captioner.dataset.InputException;
import org.captioner.decoder.bundle.ModelBundle;
import org.captioner.decoder.network.EnsembleDecoder;
import org.captioner.decoder.network.IncrementalDecoder;
import org.captioner.encoder.EncoderDescription;
import org.captioner.encoder.ImageEncoder;
import org.captioner.encoder.backend.EncoderBackend;

/**
 * Model bundles that caption together: a decoder over all of them, and each encoder once, however
 * many of the bundles have it. Closing frees the bundles.
 *
 * @param bundles at least one, of one vocabulary
 * @param encoders different ones, in the order of {@code decoder}'s features
 * @param decoder a single bundle's own, else the mean of the probabilities of all
 */
record ModelEnsemble(
        List<ModelBundle> bundles, List<ImageEncoder> encoders, IncrementalDecoder decoder)
        implements AutoCloseable {
    ModelEnsemble {
        bundles = List.copyOf(bundles);
        encoders = List.copyOf(encoders);
    }

    /**
     * Loads bundles; the tensor engine must have been started.
     *
     * @throws InputException if a bundle cannot be loaded, or has another vocabulary than the first
     */
    static ModelEnsemble load(List<Path> folders, EncoderBackend backend) {
        List<ModelBundle> bundles = new ArrayList<>();
        try {
            for (Path folder : folders) {
                bundles.add(ModelBundle.load(folder, backend));
                requireVocabulary(folders.get(0), bundles.get(0), folder, bundles);
            }
            return of(bundles);
        } catch (RuntimeException e) {
            bundles.forEach(ModelBundle::close);
            throw e;
        }
    }

    private static void requireVocabulary(
            Path first, ModelBundle ofFirst, Path folder, List<ModelBundle> loaded) {
        ModelBundle last = loaded.get(loaded.size() - 1);
        if (!last.vocabulary().checksum().equals(ofFirst.vocabulary().checksum())) {
            throw new InputException(
                    "the models "
                            + first
                            + " and "
                            + folder
                            + " have different vocabularies, of "
                            + ofFirst.vocabulary().size()
                            + " and "
                            + last.vocabulary().size()
                            + " words; name models that were trained on the same captions with the"
                            + " same --min-count");
        }
    }

    private static ModelEnsemble of(List<ModelBundle> bundles) {
        List<ImageEncoder> encoders = new ArrayList<>();
        List<EnsembleDecoder.Member> members = new ArrayList<>();
        for (ModelBundle bundle : bundles) {
            int encoder = indexOf(bundle.encoder().description(), encoders);
            if (encoder == encoders.size()) {
                encoders.add(bundle.encoder());
            }
            members.add(new EnsembleDecoder.Member(bundle.decoder(), encoder));
        }
        IncrementalDecoder decoder =
                bundles.size() == 1 ? bundles.get(0).decoder() : new EnsembleDecoder(members);
        return new ModelEnsemble(bundles, encoders, decoder);
    }

    /** The place of an encoder with the same features; the number of encoders if there is none. */
    private static int indexOf(EncoderDescription encoder, List<ImageEncoder> encoders) {
        for (int i = 0; i < encoders.size(); i++) {
            EncoderDescription other = encoders.get(i).description();
            if (other.fingerprint().equals(encoder.fingerprint())
                    && other.transform().equals(encoder.transform())) {
                return i;
            }
        }
        return encoders.size();
    }

    @Override
    public void close() {
        bundles.forEach(ModelBundle::close);
    }
}

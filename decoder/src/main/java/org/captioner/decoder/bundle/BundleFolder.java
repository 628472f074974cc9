package org.captioner.decoder.bundle;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import org.captioner.dataset.AtomicFile;
import org.captioner.dataset.text.Vocabulary;
import org.captioner.decoder.integrity.FileChecksums;
import org.captioner.decoder.network.CaptionDecoder;
import org.captioner.decoder.search.SearchOptions;
import org.captioner.decoder.training.BundleWriter;
import org.captioner.decoder.training.DevResult;
import org.captioner.decoder.training.TrainingHistory;
import org.captioner.encoder.resnet.ResNetFeatures;
import org.captioner.encoder.resnet.ResNetWeights;
import org.captioner.encoder.tensor.Float16;
import org.captioner.encoder.tensor.SafetensorsWriter;
import org.captioner.encoder.tensor.TensorType;
import org.captioner.encoder.transform.ImageTransform;

/**
 * Writes the files of a bundle for a model as it stands.
 *
 * <p>Encoder tensors that half precision holds without loss are stored so; everything else as
 * float32, so that a loaded model gives the very features and captions of the one that was saved.
 */
public final class BundleFolder implements BundleWriter {
    private final EncoderPart encoder;
    private final CaptionDecoder decoder;
    private final Vocabulary vocabulary;
    private final SearchOptions search;
    private final Provenance provenance;

    /**
     * The encoder as it stands when a bundle is written.
     *
     * @param features its structure
     * @param transform of photos before it
     * @param values of a tensor by torchvision's name
     */
    public record EncoderPart(
            ResNetFeatures features, ImageTransform transform, Function<String, float[]> values) {}

    /**
     * Describes what to write; nothing is read before {@link #write}.
     *
     * @param search how captions are searched for unless a caller chooses another search
     */
    public BundleFolder(
            EncoderPart encoder,
            CaptionDecoder decoder,
            Vocabulary vocabulary,
            SearchOptions search,
            Provenance provenance) {
        this.encoder = encoder;
        this.decoder = decoder;
        this.vocabulary = vocabulary;
        this.search = search;
        this.provenance = provenance;
    }

    @Override
    public void write(Path folder, TrainingHistory history) {
        vocabulary.save(folder.resolve(ModelBundle.VOCABULARY));
        writeWeights(folder.resolve(ModelBundle.WEIGHTS));
        BundleManifest manifest =
                new BundleManifest(
                        BundleManifest.FORMAT_VERSION,
                        encoder.features(),
                        encoder.features().fingerprint(encoder.values()),
                        encoder.transform(),
                        decoder.shape(),
                        decoder.options(),
                        vocabulary.checksum(),
                        search,
                        history.best().map(DevResult::scores).orElse(Map.of()),
                        provenance,
                        FileChecksums.of(folder, ModelBundle.CHECKED));
        manifest.save(folder.resolve(ModelBundle.MANIFEST));
        AtomicFile.writeText(folder.resolve(ModelBundle.CARD), new ModelCard(manifest).text());
    }

    private void writeWeights(Path file) {
        Map<String, NDArray> tensors = new LinkedHashMap<>();
        Map<String, TensorType> types = new LinkedHashMap<>();
        try (NDManager manager = NDManager.newBaseManager()) {
            encoder.features()
                    .architecture()
                    .tensors()
                    .shapes()
                    .forEach(
                            (name, shape) -> {
                                float[] values = encoder.values().apply(name);
                                String stored = ModelBundle.ENCODER_PREFIX + name;
                                NDArray tensor = manager.create(values, new Shape(shape.sizes()));
                                tensors.put(stored, tensor);
                                types.put(stored, smallestExact(values));
                            });
            decoder.parameters()
                    .arrays()
                    .forEach(
                            (name, array) -> {
                                tensors.put(ModelBundle.DECODER_PREFIX + name, array);
                                types.put(ModelBundle.DECODER_PREFIX + name, TensorType.F32);
                            });
            SafetensorsWriter.write(
                    file,
                    tensors,
                    types::get,
                    // Sorted: a map of another order would be another file.
                    new TreeMap<>(ResNetWeights.metadata(encoder.features().architecture())));
        }
    }

    private static TensorType smallestExact(float[] values) {
        for (float value : values) {
            if (Math.abs(value) > Float16.MAX_VALUE
                    || Float16.toFloat(Float16.fromFloat(value)) != value) {
                return TensorType.F32;
            }
        }
        return TensorType.F16;
    }
}

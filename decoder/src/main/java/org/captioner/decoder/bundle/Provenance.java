package org.captioner.decoder.bundle;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.captioner.encoder.tensor.TensorEngine;

/**
 * How a model came to be, in enough detail to make it again.
 *
 * @param captioner version of this project
 * @param java version of the runtime
 * @param system operating system and processor architecture
 * @param engine name and version of the tensor engine
 * @param threads of the engine; the same number gives the same bits
 * @param dataset its name
 * @param datasetChecksum over image ids, splits and captions
 * @param images by split
 * @param encoderSource file name of the encoder's weights, or how they were made
 * @param training the run's record as {@link org.captioner.decoder.training.RunRecord#json} makes
 *     it; in older bundles less
 */
public record Provenance(
        String captioner,
        String java,
        String system,
        String engine,
        int threads,
        String dataset,
        String datasetChecksum,
        Map<String, Integer> images,
        String encoderSource,
        JsonNode training) {
    public Provenance {
        // Not Map.copyOf, whose order, and so the file's, would change from run to run.
        images = Collections.unmodifiableMap(new LinkedHashMap<>(images));
    }

    /** How the dev captions were searched for by whose scores the epoch was chosen. */
    public String devSearch() {
        return training == null ? "greedy" : training.path("devSearch").asText("greedy");
    }

    /** What computed the features that the decoder was trained on. */
    public String backend() {
        JsonNode encoder = training == null ? null : training.get("encoder");
        return encoder == null
                ? "an unrecorded back end"
                : encoder.path("backend").asText("the tensor engine");
    }

    /**
     * The same of a bundle whose weights were made smaller afterwards.
     *
     * @param type that matrices are in now, such as {@code int8}
     */
    Provenance quantised(String type) {
        return new Provenance(
                captioner,
                java,
                system,
                engine,
                threads,
                dataset,
                datasetChecksum,
                images,
                encoderSource + ", stored in " + type,
                training);
    }

    /** Fills in what the running process knows of itself. */
    public static Provenance ofThisProcess(
            String dataset,
            String datasetChecksum,
            Map<String, Integer> images,
            String encoderSource,
            JsonNode training) {
        String version = Provenance.class.getPackage().getImplementationVersion();
        return new Provenance(
                version == null ? "development build" : version,
                System.getProperty("java.vm.name") + " " + System.getProperty("java.version"),
                System.getProperty("os.name") + " " + System.getProperty("os.arch"),
                TensorEngine.version(),
                TensorEngine.threads(),
                dataset,
                datasetChecksum,
                images,
                encoderSource,
                training);
    }
}

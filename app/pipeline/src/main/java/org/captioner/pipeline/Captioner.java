package org.captioner.pipeline;

import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.NDScope;
import ai.djl.ndarray.types.Shape;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Supplier;
import org.captioner.dataset.image.Photo;
import org.captioner.dataset.text.SentenceFormatter;
import org.captioner.decoder.bundle.ModelBundle;
import org.captioner.decoder.search.Hypothesis;
import org.captioner.decoder.search.Search;
import org.captioner.decoder.search.SearchOptions;
import org.captioner.encoder.EncoderDescription;
import org.captioner.encoder.ImageEncoder;
import org.captioner.encoder.backend.EncoderBackend;
import org.captioner.encoder.tensor.Float16;
import org.captioner.encoder.tensor.TensorEngine;
import org.captioner.encoder.transform.ImageTransform;
import org.captioner.pipeline.confidence.CaptionConfidence;
import org.captioner.pipeline.confidence.ConfidenceFile;
import org.captioner.pipeline.confidence.PooledFeatures;
import org.captioner.pipeline.confidence.WordAgreement;

/**
 * A captioner of one model bundle, or of several that choose each word together, by the mean of
 * their probabilities:
 *
 * <pre>{@code
 * Captioner.load(List.of(Path.of("lstm"), Path.of("transformer")), EncoderBackend.ONNX);
 * }</pre>
 */
public final class Captioner implements ImageCaptioner {
    private final Path folder;
    private final ModelEnsemble models;
    private final ModelBundle bundle;
    private final Optional<CaptionConfidence> confidence;
    private final SentenceFormatter formatter = new SentenceFormatter();
    private final ReadWriteLock use = new ReentrantReadWriteLock();
    private boolean closed;

    private Captioner(Path folder, ModelEnsemble models, Optional<CaptionConfidence> confidence) {
        this.folder = folder;
        this.models = models;
        this.bundle = models.bundles().get(0);
        this.confidence = confidence;
    }

    /**
     * Loads a model bundle. Starts the tensor engine with one thread per operation if nobody has
     * started it yet: photos are spread over cores instead.
     *
     * @throws org.captioner.dataset.InputException if the bundle is incomplete, damaged, or of
     *     another format version
     */
    public static Captioner load(Path folder) {
        return load(folder, EncoderBackend.ONNX);
    }

    /**
     * Loads a model bundle whose photos are encoded by the given back end; otherwise as {@link
     * #load(Path)}.
     */
    public static Captioner load(Path folder, EncoderBackend backend) {
        return load(List.of(folder), backend);
    }

    /**
     * Loads bundles that caption together; each photo is encoded once by each different encoder.
     * The first bundle's search is the default.
     *
     * @param folders at least one
     * @throws org.captioner.dataset.InputException if a bundle cannot be loaded, or they do not
     *     share a vocabulary
     */
    public static Captioner load(List<Path> folders, EncoderBackend backend) {
        if (folders.isEmpty()) {
            throw new IllegalArgumentException("a captioner needs at least one model");
        }
        TensorEngine.start(1);
        ModelEnsemble models = ModelEnsemble.load(folders, backend);
        try {
            return new Captioner(folders.get(0), models, confidence(folders, models));
        } catch (RuntimeException e) {
            models.close();
            throw e;
        }
    }

    /** How far captions can be trusted was measured for one model by itself. */
    private static Optional<CaptionConfidence> confidence(
            List<Path> folders, ModelEnsemble models) {
        if (folders.size() > 1) {
            return Optional.empty();
        }
        ModelBundle bundle = models.bundles().get(0);
        int channels = bundle.encoder().description().channels();
        return ConfidenceFile.load(folders.get(0), bundle.manifest(), channels);
    }

    /** The same without confidence, whether or not the bundle has what it needs. */
    public static Captioner loadWithoutConfidence(Path folder, EncoderBackend backend) {
        TensorEngine.start(1);
        return new Captioner(
                folder, ModelEnsemble.load(List.of(folder), backend), Optional.empty());
    }

    @Override
    public SearchOptions searchDefaults() {
        return bundle.manifest().search();
    }

    /**
     * Checks that this model can be searched so; {@link #decode} would refuse each photo.
     *
     * @throws org.captioner.dataset.InputException if options do not go together or a word of the
     *     rules is not in the vocabulary
     */
    public void require(SearchOptions search) {
        search.search(bundle.vocabulary());
    }

    /** The model, the first of an ensemble; owned by this captioner. */
    public ModelBundle bundle() {
        return bundle;
    }

    /**
     * What the confidence of captions is computed by; empty if the bundle has none, and for
     * captions that are not the most probable: it was measured on those alone.
     */
    public Optional<CaptionConfidence> confidence(SearchOptions search) {
        return search.isMostProbable() ? confidence : Optional.empty();
    }

    /** A photo's features as its distance from the training photos is measured by. */
    public double[] pooled(PhotoFeatures photo) {
        return PooledFeatures.of(photo.grids().get(0), bundle.encoder().description().channels());
    }

    /** All models, in the order they were given; owned by this captioner. */
    public List<ModelBundle> bundles() {
        return models.bundles();
    }

    /** The different encoders of all models, in the order of {@link PhotoFeatures#grids}. */
    public List<ImageEncoder> encoders() {
        return models.encoders();
    }

    /**
     * Computes the features of a photo, rounded to half precision as a feature store holds them:
     * captions do not depend on where features come from.
     */
    @Override
    public PhotoFeatures encode(Photo photo) {
        return whileOpen(
                () -> {
                    TensorEngine.stopRecording();
                    return new PhotoFeatures(
                            models.encoders().stream()
                                    .map(encoder -> encode(photo, encoder))
                                    .toList());
                });
    }

    private static float[] encode(Photo photo, ImageEncoder encoder) {
        ImageTransform transform = encoder.description().transform();
        FloatBuffer pixels = FloatBuffer.allocate(transform.length());
        transform.apply(photo, pixels);
        float[] grid = encoder.encode(pixels.array(), 1);
        for (int i = 0; i < grid.length; i++) {
            grid[i] = Float16.round(grid[i]);
        }
        return grid;
    }

    @Override
    public List<Caption> decode(List<PhotoFeatures> photos, CaptionOptions options) {
        return photos.isEmpty() ? List.of() : whileOpen(() -> search(photos, options));
    }

    private List<Caption> search(List<PhotoFeatures> photos, CaptionOptions options) {
        Search search =
                options.captions() == 1
                        ? options.search().searchForBest(bundle.vocabulary())
                        : options.search().search(bundle.vocabulary());
        TensorEngine.stopRecording();
        try (NDScope scope = new NDScope();
                NDManager manager = bundle.manager().newSubManager()) {
            scope.suppressNotUsedWarning();
            List<List<Hypothesis>> all = search.search(models.decoder(), features(photos, manager));
            List<List<Hypothesis>> found =
                    all.stream()
                            .map(each -> each.subList(0, Math.min(each.size(), options.captions())))
                            .toList();
            List<Optional<WordDetails>> details = details(photos, found, options, manager);
            List<Caption> captions = new ArrayList<>(photos.size());
            int next = 0;
            for (int photo = 0; photo < found.size(); photo++) {
                List<Hypothesis> hypotheses = found.get(photo);
                int end = next + hypotheses.size();
                Caption caption =
                        caption(hypotheses, details.subList(next, end), agreement(all.get(photo)));
                captions.add(withConfidence(caption, photos.get(photo), options.search()));
                next = end;
            }
            return captions;
        }
    }

    /** All hypotheses of all photos in one row. */
    private List<Optional<WordDetails>> details(
            List<PhotoFeatures> photos,
            List<List<Hypothesis>> found,
            CaptionOptions options,
            NDManager manager) {
        List<PhotoFeatures> repeated = new ArrayList<>();
        List<List<Integer>> words = new ArrayList<>();
        for (int photo = 0; photo < photos.size(); photo++) {
            for (Hypothesis hypothesis : found.get(photo)) {
                repeated.add(photos.get(photo));
                words.add(hypothesis.words());
            }
        }
        if (options.detail() == CaptionOptions.Detail.NONE) {
            return words.stream().map(each -> Optional.<WordDetails>empty()).toList();
        }
        return new ForcedDecoding(models.decoder())
                .run(features(repeated, manager), words).stream().map(Optional::of).toList();
    }

    /** One array for each encoder, (photos, cells, channels) float32. */
    private NDList features(List<PhotoFeatures> photos, NDManager manager) {
        NDList features = new NDList();
        for (int i = 0; i < models.encoders().size(); i++) {
            EncoderDescription encoder = models.encoders().get(i).description();
            float[] all = new float[Math.multiplyExact(photos.size(), encoder.length())];
            for (int photo = 0; photo < photos.size(); photo++) {
                float[] grid = photos.get(photo).grids().get(i);
                System.arraycopy(grid, 0, all, photo * encoder.length(), encoder.length());
            }
            Shape shape = new Shape(photos.size(), encoder.cells(), encoder.channels());
            features.add(manager.create(all, shape));
        }
        return features;
    }

    /** How far the sentences behind the first agree with it. */
    private static OptionalDouble agreement(List<Hypothesis> hypotheses) {
        List<List<Integer>> words = hypotheses.stream().map(Hypothesis::words).toList();
        return WordAgreement.of(words.get(0), words.subList(1, words.size()));
    }

    private Caption withConfidence(Caption caption, PhotoFeatures photo, SearchOptions search) {
        return confidence(search)
                .map(known -> known.of(pooled(photo), caption.evidence()))
                // As files state it, so that a limit means the same for both.
                .map(value -> caption.withConfidence(Math.round(value * 1e4) / 1e4))
                .orElse(caption);
    }

    /** The first hypothesis, with the others as its alternatives. */
    private Caption caption(
            List<Hypothesis> hypotheses,
            List<Optional<WordDetails>> details,
            OptionalDouble agreement) {
        List<Caption> alternatives = new ArrayList<>();
        for (int i = 1; i < hypotheses.size(); i++) {
            alternatives.add(
                    caption(hypotheses.get(i), details.get(i), List.of(), OptionalDouble.empty()));
        }
        return caption(hypotheses.get(0), details.get(0), alternatives, agreement);
    }

    private Caption caption(
            Hypothesis hypothesis,
            Optional<WordDetails> details,
            List<Caption> alternatives,
            OptionalDouble agreement) {
        List<String> words =
                hypothesis.words().stream().map(id -> bundle.vocabulary().word(id)).toList();
        return new Caption(
                formatter.format(words),
                words,
                hypothesis.logProbability(),
                hypothesis.score(),
                details,
                alternatives,
                agreement,
                OptionalDouble.empty());
    }

    private <T> T whileOpen(Supplier<T> work) {
        use.readLock().lock();
        try {
            if (closed) {
                throw new IllegalStateException(
                        "the captioner of " + folder + " is closed; load the model again");
            }
            return work.get();
        } finally {
            use.readLock().unlock();
        }
    }

    @Override
    public void close() {
        use.writeLock().lock();
        try {
            if (!closed) {
                closed = true;
                models.close();
            }
        } finally {
            use.writeLock().unlock();
        }
    }
}

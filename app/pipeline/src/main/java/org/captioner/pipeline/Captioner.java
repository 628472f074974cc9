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
import org.captioner.encoder.backend.EncoderBackend;
import org.captioner.encoder.tensor.Float16;
import org.captioner.encoder.tensor.TensorEngine;
import org.captioner.pipeline.confidence.CaptionConfidence;
import org.captioner.pipeline.confidence.ConfidenceFile;
import org.captioner.pipeline.confidence.PooledFeatures;
import org.captioner.pipeline.confidence.WordAgreement;

/** A captioner of one model bundle. */
public final class Captioner implements ImageCaptioner {
    private final Path folder;
    private final ModelBundle bundle;
    private final Optional<CaptionConfidence> confidence;
    private final SentenceFormatter formatter = new SentenceFormatter();
    private final ReadWriteLock use = new ReentrantReadWriteLock();
    private boolean closed;

    private Captioner(Path folder, ModelBundle bundle, Optional<CaptionConfidence> confidence) {
        this.folder = folder;
        this.bundle = bundle;
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
        TensorEngine.start(1);
        ModelBundle bundle = ModelBundle.load(folder, backend);
        try {
            int channels = bundle.encoder().description().channels();
            return new Captioner(
                    folder, bundle, ConfidenceFile.load(folder, bundle.manifest(), channels));
        } catch (RuntimeException e) {
            bundle.close();
            throw e;
        }
    }

    /** The same without confidence, whether or not the bundle has what it needs. */
    public static Captioner loadWithoutConfidence(Path folder, EncoderBackend backend) {
        TensorEngine.start(1);
        return new Captioner(folder, ModelBundle.load(folder, backend), Optional.empty());
    }

    @Override
    public SearchOptions searchDefaults() {
        return bundle.manifest().search();
    }

    /** The model; owned by this captioner. */
    public ModelBundle bundle() {
        return bundle;
    }

    /** What the confidence of captions is computed by; empty if the bundle has none. */
    public Optional<CaptionConfidence> confidence() {
        return confidence;
    }

    /** A photo's features as its distance from the training photos is measured by. */
    public double[] pooled(PhotoFeatures photo) {
        return PooledFeatures.of(photo.grids().get(0), bundle.encoder().description().channels());
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
                    EncoderDescription encoder = bundle.encoder().description();
                    FloatBuffer pixels = FloatBuffer.allocate(encoder.transform().length());
                    encoder.transform().apply(photo, pixels);
                    float[] grid = bundle.encoder().encode(pixels.array(), 1);
                    for (int i = 0; i < grid.length; i++) {
                        grid[i] = Float16.round(grid[i]);
                    }
                    return PhotoFeatures.of(grid);
                });
    }

    @Override
    public List<Caption> decode(List<PhotoFeatures> photos, CaptionOptions options) {
        return photos.isEmpty() ? List.of() : whileOpen(() -> search(photos, options));
    }

    private List<Caption> search(List<PhotoFeatures> photos, CaptionOptions options) {
        Search search =
                options.captions() == 1
                        ? options.search().searchForBest()
                        : options.search().search();
        TensorEngine.stopRecording();
        try (NDScope scope = new NDScope();
                NDManager manager = bundle.manager().newSubManager()) {
            scope.suppressNotUsedWarning();
            List<List<Hypothesis>> all = search.search(bundle.decoder(), features(photos, manager));
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
                captions.add(withConfidence(caption, photos.get(photo)));
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
        return new ForcedDecoding(bundle.decoder())
                .run(features(repeated, manager), words).stream().map(Optional::of).toList();
    }

    /** One array for the only encoder, (photos, cells, channels) float32. */
    private NDList features(List<PhotoFeatures> photos, NDManager manager) {
        EncoderDescription encoder = bundle.encoder().description();
        float[] all = new float[Math.multiplyExact(photos.size(), encoder.length())];
        for (int photo = 0; photo < photos.size(); photo++) {
            float[] grid = photos.get(photo).grids().get(0);
            System.arraycopy(grid, 0, all, photo * encoder.length(), encoder.length());
        }
        Shape shape = new Shape(photos.size(), encoder.cells(), encoder.channels());
        return new NDList(manager.create(all, shape));
    }

    /** How far the sentences behind the first agree with it. */
    private static OptionalDouble agreement(List<Hypothesis> hypotheses) {
        List<List<Integer>> words = hypotheses.stream().map(Hypothesis::words).toList();
        return WordAgreement.of(words.get(0), words.subList(1, words.size()));
    }

    private Caption withConfidence(Caption caption, PhotoFeatures photo) {
        return confidence
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
                bundle.close();
            }
        } finally {
            use.writeLock().unlock();
        }
    }
}

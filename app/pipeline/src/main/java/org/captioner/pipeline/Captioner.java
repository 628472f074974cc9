package org.captioner.pipeline;

import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.NDScope;
import ai.djl.ndarray.types.Shape;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
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

/**
 * Captions photos: the one class a Java program needs.
 *
 * <pre>{@code
 * PhotoReader reader = new PhotoReader(PhotoLimits.standard());
 * try (Captioner captioner = Captioner.load(Path.of("model"))) {
 *     Photo photo = reader.read(Path.of("dog.jpg"));
 *     System.out.println(captioner.caption(photo, captioner.searchDefaults()).text());
 * }
 * }</pre>
 *
 * <p>Thread-safe: any number of threads may encode photos and search for sentences at once. A
 * caption is the same whatever other photos are captioned with it.
 */
public final class Captioner implements AutoCloseable {
    private final ModelBundle bundle;
    private final SentenceFormatter formatter = new SentenceFormatter();

    private Captioner(ModelBundle bundle) {
        this.bundle = bundle;
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
        return new Captioner(ModelBundle.load(folder, backend));
    }

    /** The search that the model's makers chose. */
    public SearchOptions searchDefaults() {
        return bundle.manifest().search();
    }

    /** What the model is. */
    public ModelBundle bundle() {
        return bundle;
    }

    /** The best caption of a photo. */
    public Caption caption(Photo photo, SearchOptions search) {
        return caption(List.of(photo), search).get(0);
    }

    /** The best caption of each photo, in their order. */
    public List<Caption> caption(List<Photo> photos, SearchOptions search) {
        return captions(encode(photos), search);
    }

    /**
     * Grids of features, encoded on all cores.
     *
     * @return for each photo (cells, channels) float32, values as half precision holds them: what a
     *     feature store would give back, so that captions do not depend on the way features took
     */
    public List<float[]> encode(List<Photo> photos) {
        return IntStream.range(0, photos.size())
                .parallel()
                .mapToObj(i -> encode(photos.get(i)))
                .toList();
    }

    private float[] encode(Photo photo) {
        TensorEngine.stopRecording();
        EncoderDescription encoder = bundle.encoder().description();
        FloatBuffer pixels = FloatBuffer.allocate(encoder.transform().length());
        encoder.transform().apply(photo, pixels);
        float[] grid = bundle.encoder().encode(pixels.array(), 1);
        for (int i = 0; i < grid.length; i++) {
            grid[i] = Float16.round(grid[i]);
        }
        return grid;
    }

    /**
     * The best captions of photos that were encoded before.
     *
     * @param grids one (cells, channels) float32 per photo
     */
    public List<Caption> captions(List<float[]> grids, SearchOptions search) {
        return search(grids, search.searchForBest()).stream()
                .map(hypotheses -> caption(hypotheses.get(0)))
                .toList();
    }

    /**
     * Several captions of each of some photos that were encoded before.
     *
     * @param grids one (cells, channels) float32 per photo
     * @return for each photo its captions, best first: as many as beams were asked for, or fewer
     */
    public List<List<Caption>> candidates(List<float[]> grids, SearchOptions search) {
        return search(grids, search.search()).stream()
                .map(hypotheses -> hypotheses.stream().map(this::caption).toList())
                .toList();
    }

    private List<List<Hypothesis>> search(List<float[]> grids, Search search) {
        if (grids.isEmpty()) {
            return List.of();
        }
        EncoderDescription encoder = bundle.encoder().description();
        float[] all = new float[grids.size() * encoder.length()];
        for (int photo = 0; photo < grids.size(); photo++) {
            System.arraycopy(grids.get(photo), 0, all, photo * encoder.length(), encoder.length());
        }
        Shape shape = new Shape(grids.size(), encoder.cells(), encoder.channels());
        TensorEngine.stopRecording();
        try (NDScope scope = new NDScope();
                NDManager manager = bundle.manager().newSubManager()) {
            scope.suppressNotUsedWarning();
            return search.search(bundle.decoder(), new NDList(manager.create(all, shape)));
        }
    }

    private Caption caption(Hypothesis hypothesis) {
        List<String> words = new ArrayList<>(hypothesis.words().size());
        hypothesis.words().forEach(id -> words.add(bundle.vocabulary().word(id)));
        return new Caption(
                formatter.format(words), words, hypothesis.logProbability(), hypothesis.score());
    }

    @Override
    public void close() {
        bundle.close();
    }
}
